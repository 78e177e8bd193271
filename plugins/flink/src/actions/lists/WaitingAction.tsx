import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { DecisionButtons } from '../decide/DecisionButtons';
import { askedBy } from '../follow/followTexts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
      '&:first-child': { borderTop: 0 },
    },
  }),
  { name: 'FlinkWaitingAction' },
);

/** One action that waits: what, who, why, until when, and what the reader may decide. */
export function WaitingAction(props: {
  action: flinkApi.Action;
  href?: string;
  onDecided: () => void;
}) {
  const { action, href, onDecided } = props;
  const classes = useStyles();
  return (
    <li className={classes.root}>
      <strong>
        {href ? <Link to={href}>{action.title}</Link> : action.title}
      </strong>
      <span>
        Asked for by {askedBy(action)} <RelativeTime at={action.requestedAt} />
        {action.reason && `: ${action.reason}`}
      </span>
      <span>
        {action.message}
        {action.expiresAt && (
          <>
            {' '}
            Expires <RelativeTime at={action.expiresAt} />.
          </>
        )}
      </span>
      <DecisionButtons action={action} onDecided={onDecided} />
    </li>
  );
}
