import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  describeError,
  VerdictChip,
} from '@flink-portal/backstage-plugin-flink-react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'FlinkErrorState' },
);

/** Nothing could be read: what is true, what it means and what to do. */
export function ErrorState(props: {
  error: Error;
  subject: string;
  onRetry: () => void;
  /** Where health would stand, Unknown stands. */
  showsVerdict?: boolean;
}) {
  const { error, subject, onRetry, showsVerdict = false } = props;
  const classes = useStyles();
  const described = describeError(
    error,
    subject,
    showsVerdict ? 'verdict' : 'detail',
  );
  return (
    <div className={classes.root} role="alert">
      {showsVerdict && <VerdictChip verdict="Unknown" size="large" />}
      <Typography variant="body1">{described.title}.</Typography>
      <Typography variant="body2" color="textSecondary">
        {described.text}
      </Typography>
      {described.kind !== 'denied' && (
        <Button size="small" variant="outlined" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
