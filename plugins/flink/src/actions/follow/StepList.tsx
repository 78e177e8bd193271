import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { roleColor } from '@flink-portal/backstage-plugin-flink-react';
import { stepLengthText } from './followTexts';

type Status = flinkApi.ActionStepStatusEnum;

const LOOKS: Readonly<
  Record<
    Status,
    {
      word: string;
      sign: string;
      role: 'success' | 'info' | 'error' | 'neutral';
    }
  >
> = {
  pending: { word: 'to come', sign: '○', role: 'neutral' },
  active: { word: 'now', sign: '◐', role: 'info' },
  done: { word: 'done', sign: '✓', role: 'success' },
  failed: { word: 'failed', sign: '✕', role: 'error' },
};

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(0.25, 0),
      overflowWrap: 'anywhere',
    },
    sign: { width: 20, flexShrink: 0, textAlign: 'center' },
    quiet: { color: theme.palette.text.secondary },
  }),
  { name: 'FlinkStepList' },
);

/** The steps of an action: what is done, what goes on, what is to come. */
export function StepList(props: {
  steps: readonly flinkApi.ActionStep[];
  nowMs: number;
}) {
  const classes = useStyles();
  const theme = useTheme();
  return (
    <ol className={classes.list} aria-label="Steps">
      {props.steps.map(step => {
        const { word, sign, role } = LOOKS[step.status] ?? LOOKS.pending;
        const length = stepLengthText(step, props.nowMs);
        return (
          <li
            key={step.id}
            className={classes.item}
            aria-current={step.status === 'active' ? 'step' : undefined}
          >
            <span
              aria-hidden="true"
              className={classes.sign}
              style={{ color: roleColor(role, theme.palette.type) }}
            >
              {sign}
            </span>
            <span>
              {step.title}{' '}
              <span className={classes.quiet}>
                ({[word, length].filter(Boolean).join(', ')})
              </span>
              {step.detail && <div>{step.detail}</div>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
