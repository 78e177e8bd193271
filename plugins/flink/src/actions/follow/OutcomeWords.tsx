import Button from '@material-ui/core/Button';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  isInFlight,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { roleColor } from '@flink-portal/backstage-plugin-flink-react';

const useStyles = makeStyles(
  theme => ({
    strong: { fontWeight: 600 },
    words: {
      whiteSpace: 'pre-wrap',
      margin: theme.spacing(0.5, 0, 0),
      fontFamily: 'monospace',
      fontSize: '0.85rem',
    },
    alternative: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkOutcomeWords' },
);

/** What is true now: the sentence, the runtime's own words, why it cannot be followed, what else can be done. */
export function OutcomeWords(props: {
  action: flinkApi.Action;
  onReview: (request: flinkApi.ActionRequest) => void;
}) {
  const { action, onReview } = props;
  const { status, message, failure, followProblem, alternatives } = action;
  const classes = useStyles();
  const theme = useTheme();
  const warning = { color: roleColor('warning', theme.palette.type) };
  return (
    <>
      <div className={classes.strong}>{message}</div>
      {status === 'overdue' && (
        <div style={warning}>
          ▲ This takes longer than its worst usual time. It is still followed,
          and nothing else can be started meanwhile.
        </div>
      )}
      {followProblem && isInFlight(status) && (
        <div style={warning}>
          ▲ Cannot look at it now: {followProblem} What stands here may be old;
          it is tried again.
        </div>
      )}
      {isInFlight(status) && <div>Leaving this page does not cancel it.</div>}
      {failure && (
        <div>
          In the runtime's own words:
          <blockquote className={classes.words}>{failure}</blockquote>
        </div>
      )}
      {alternatives.map(({ request, message: words }) => (
        <div key={words} className={classes.alternative}>
          <span>{words}</span>
          <Button
            size="small"
            variant="outlined"
            onClick={() => onReview(request)}
            aria-label={`Review: ${words}`}
          >
            Review
          </Button>
        </div>
      ))}
    </>
  );
}
