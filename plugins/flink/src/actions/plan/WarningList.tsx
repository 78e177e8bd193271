import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { roleColor } from '@flink-portal/backstage-plugin-flink-react';
import { PlanPart } from './PlanPart';

type Severity = flinkApi.PlanWarningSeverityEnum;

const ORDER: readonly Severity[] = ['danger', 'warning', 'info'];

/** Word and shape beside the colour: a colour alone says nothing to many people. */
const LOOKS: Readonly<
  Record<
    Severity,
    { word: string; sign: string; role: 'error' | 'warning' | 'info' }
  >
> = {
  danger: { word: 'Danger', sign: '⬣', role: 'error' },
  warning: { word: 'Warning', sign: '▲', role: 'warning' },
  info: { word: 'Note', sign: '●', role: 'info' },
};

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: { padding: theme.spacing(0.5, 0) },
    word: { fontWeight: 600 },
  }),
  { name: 'FlinkWarningList' },
);

/** What one should know first, worst first. */
export function WarningList(props: {
  warnings: readonly flinkApi.PlanWarning[];
}) {
  const classes = useStyles();
  const theme = useTheme();
  if (props.warnings.length === 0) {
    return null;
  }
  const sorted = [...props.warnings].sort(
    (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity),
  );
  return (
    <PlanPart title="What to know first">
      <ul className={classes.list}>
        {sorted.map(({ code, severity, message }) => {
          const { word, sign, role } = LOOKS[severity] ?? LOOKS.warning;
          return (
            <li key={`${code} ${message}`} className={classes.item}>
              <span
                className={classes.word}
                style={{ color: roleColor(role, theme.palette.type) }}
              >
                <span aria-hidden="true">{sign} </span>
                {word}:
              </span>{' '}
              {message}
            </li>
          );
        })}
      </ul>
    </PlanPart>
  );
}
