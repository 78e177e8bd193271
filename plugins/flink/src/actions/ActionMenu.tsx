import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  describeError,
  useAllowedActions,
} from '@flink-portal/backstage-plugin-flink-react';
import { useId, useState } from 'react';
import { menuItems } from './menuItems';
import { ReasonedButton } from './ReasonedButton';
import { useActionAddress } from './useActionAddress';
import { NEEDS_WIDER_SCREEN, useIsNarrow } from './useIsNarrow';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkActionMenu' },
);

/**
 * What one can do to an application: a snapshot at once, everything else in a menu. What cannot be done now
 * stays in its place and says why.
 */
export function ActionMenu(props: {
  application: Pick<flinkApi.ApplicationSummary, 'id' | 'name'>;
}) {
  const { id, name } = props.application;
  const classes = useStyles();
  const isNarrow = useIsNarrow();
  const { data, error } = useAllowedActions(id);
  const { openDialog } = useActionAddress();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const close = () => setAnchor(null);
  const reasonOf = ({ kind, allowed, reason }: flinkApi.AllowedAction) => {
    if (!allowed) {
      return reason ?? 'This cannot be done now.';
    }
    return isNarrow && kind !== 'snapshot' ? NEEDS_WIDER_SCREEN : undefined;
  };
  const snapshot = data?.items.find(({ kind }) => kind === 'snapshot');
  return (
    <div className={classes.root}>
      {data?.enabled && snapshot && (
        <ReasonedButton
          size="small"
          variant="outlined"
          reason={reasonOf(snapshot)}
          aria-label={`Snapshot of ${name}`}
          onClick={() => openDialog(id, { kind: 'snapshot' })}
        >
          Snapshot
        </ReasonedButton>
      )}
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        aria-label={`Actions on ${name}`}
        endIcon={<ExpandMoreIcon />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        Actions
      </Button>
      <Menu
        id={menuId}
        anchorEl={anchor}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        open={anchor !== null}
        onClose={close}
        MenuListProps={{
          'aria-label': `Actions on ${name}`,
          // Why something cannot be done must be reachable by keyboard.
          disabledItemsFocusable: true,
        }}
      >
        {menuItems({
          note: noteOf(data, error, name),
          items: data?.items ?? [],
          reasonOf,
          onChoose: kind => {
            close();
            openDialog(
              id,
              kind === 'start' ? { kind, from: { type: 'latest' } } : { kind },
            );
          },
        })}
      </Menu>
    </div>
  );
}

/** One line in place of the actions, where there are none at all. */
function noteOf(
  data: flinkApi.AllowedActions | undefined,
  error: Error | undefined,
  name: string,
): string | undefined {
  if (data) {
    return data.enabled
      ? undefined
      : data.message ??
          'Actions are off in this portal. They are turned on by flink.lifecycle.enabled in its configuration.';
  }
  return error
    ? `${describeError(error, `what may be done to ${name}`, 'detail').title}.`
    : 'Reading what may be done.';
}
