import Button from '@material-ui/core/Button';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { roleColor } from '../colors';
import { describeError } from '../text';
import { RelativeTime } from './RelativeTime';

const useStyles = makeStyles(
  {
    root: { fontSize: '0.85rem', overflowWrap: 'anywhere' },
    strong: { fontWeight: 600 },
  },
  { name: 'FlinkStaleNote' },
);

/**
 * Says that what stands on screen is old, how old, and why.
 *
 * @public
 */
export function StaleNote(props: {
  error: Error;
  readAtMs: number;
  /** What could not be read again: "this page", "orders-enrich". */
  subject: string;
  onRetry?: () => void;
}) {
  const { error, readAtMs, subject, onRetry } = props;
  const classes = useStyles();
  const theme = useTheme();
  const described = describeError(error, subject);
  return (
    <div className={classes.root}>
      <span
        className={classes.strong}
        style={{ color: roleColor('warning', theme.palette.type) }}
      >
        Showing data from <RelativeTime at={readAtMs} />.
      </span>{' '}
      {described.title}.{' '}
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
