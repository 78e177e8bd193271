import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ActionProblem } from '../describeActionError';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(1.5),
      marginBottom: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
    title: { fontWeight: 600 },
    button: { marginTop: theme.spacing(1) },
  }),
  { name: 'FlinkProblemNote' },
);

/** What went wrong, what that means and the button that helps. */
export function ProblemNote(props: {
  problem: ActionProblem;
  onReview: () => void;
  onSendAgain?: () => void;
}) {
  const { problem, onReview, onSendAgain } = props;
  const classes = useStyles();
  return (
    <div className={classes.root} role="alert">
      <Typography variant="body2" className={classes.title}>
        {problem.title}
      </Typography>
      <Typography variant="body2">{problem.text}</Typography>
      {problem.next === 'review' && (
        <Button
          className={classes.button}
          size="small"
          variant="outlined"
          onClick={onReview}
        >
          Review again
        </Button>
      )}
      {problem.next === 'sendAgain' && onSendAgain && (
        <Button
          className={classes.button}
          size="small"
          variant="outlined"
          onClick={onSendAgain}
        >
          Send again
        </Button>
      )}
    </div>
  );
}
