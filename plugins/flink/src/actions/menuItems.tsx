import Divider from '@material-ui/core/Divider';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import type {
  ActionKind,
  flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { ACTION_LABELS, SEPARATED_KINDS } from './actionWords';

const WRAPPING = { whiteSpace: 'normal', maxWidth: 440 } as const;

/**
 * The lines of a menu of actions. An array and no component: the menu moves focus between its own children.
 */
export function menuItems(options: {
  /** Stands alone in place of the actions. */
  note?: string;
  items: readonly flinkApi.AllowedAction[];
  reasonOf: (item: flinkApi.AllowedAction) => string | undefined;
  onChoose: (kind: ActionKind) => void;
}): JSX.Element[] {
  const { note, items, reasonOf, onChoose } = options;
  if (note !== undefined) {
    return [
      <MenuItem key="note" aria-disabled style={WRAPPING} disableRipple>
        <ListItemText primary={note} />
      </MenuItem>,
    ];
  }
  const separateAt = items.findIndex(({ kind }) =>
    SEPARATED_KINDS.includes(kind),
  );
  return items.flatMap((item, index) => {
    const reason = reasonOf(item);
    const isOff = reason !== undefined;
    const line = (
      <MenuItem
        key={item.kind}
        aria-disabled={isOff || undefined}
        disableRipple={isOff}
        style={isOff ? { ...WRAPPING, cursor: 'not-allowed' } : WRAPPING}
        onClick={isOff ? undefined : () => onChoose(item.kind)}
      >
        <ListItemText
          primary={ACTION_LABELS[item.kind] ?? item.kind}
          primaryTypographyProps={{
            color: isOff ? 'textSecondary' : 'initial',
          }}
          secondary={reason}
        />
      </MenuItem>
    );
    return index > 0 && index === separateAt
      ? [<Divider key="separator" component="li" role="separator" />, line]
      : [line];
  });
}
