import { makeStyles } from '@material-ui/core/styles';
import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { milestoneName } from './milestoneNames';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      height: 14,
      minWidth: 160,
      borderRadius: 3,
      overflow: 'hidden',
    },
    step: {
      minWidth: 2,
      borderRight: `1px solid ${theme.palette.background.paper}`,
      backgroundColor: theme.palette.primary.main,
      opacity: 0.45,
    },
    slowest: { opacity: 1 },
    // Secondary text is too pale on the darker of a table's stripes.
    text: { fontSize: '0.75rem', color: theme.palette.text.primary },
  }),
  { name: 'FlinkTemplateSteps' },
);

/** Where the time of a version goes: the median of each step beside the others, the slowest one full. */
export function StepBar(props: {
  steps: readonly flinkApi.TemplateStep[];
  slowestStep?: string;
}) {
  const { steps, slowestStep } = props;
  const classes = useStyles();
  const slowest = steps.find(({ id }) => id === slowestStep);
  if (!slowest) {
    return <>No run has come so far.</>;
  }
  return (
    <>
      <div
        className={classes.bar}
        role="img"
        aria-label={steps
          .map(
            ({ id, p50Ms }) =>
              `${milestoneName(id)} ${formatDurationMs(p50Ms)}`,
          )
          .join(', ')}
      >
        {steps.map(({ id, p50Ms, p90Ms }) => (
          <div
            key={id}
            className={`${classes.step} ${
              id === slowestStep ? classes.slowest : ''
            }`}
            style={{ flexGrow: p50Ms }}
            title={`${milestoneName(id)}: ${formatDurationMs(
              p50Ms,
            )}, in one of ten runs over ${formatDurationMs(p90Ms)}`}
          />
        ))}
      </div>
      <div className={classes.text}>
        {milestoneName(slowest.id)} takes longest:{' '}
        {formatDurationMs(slowest.p50Ms)}
      </div>
    </>
  );
}
