import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { seriesColor } from '@flink-portal/backstage-plugin-flink-react';
import { figureText } from './figureText';

const WIDTH = 160;
const BAR = 8;

const useStyles = makeStyles(
  { root: { display: 'block', maxWidth: '100%' } },
  { name: 'FlinkWatchPlot' },
);

/** One figure before and after as two bars of one scale. A side that is not known has no bar. */
export function WatchPlot(props: { figure: flinkApi.ChangeWatchFigure }) {
  const { figure } = props;
  const classes = useStyles();
  const theme = useTheme();
  const largest = Math.max(figure.before ?? 0, figure.after ?? 0);
  const width = (value: number | undefined) =>
    value === undefined || largest <= 0
      ? 0
      : Math.max(1, (value / largest) * WIDTH);
  return (
    <svg
      className={classes.root}
      role="img"
      aria-label={`${figure.name}: before ${figureText(
        figure.before,
        figure.unit,
      )}, after ${figureText(figure.after, figure.unit)}`}
      width={WIDTH}
      height={BAR * 2 + 4}
      viewBox={`0 0 ${WIDTH} ${BAR * 2 + 4}`}
    >
      <rect
        x={0}
        y={0}
        width={width(figure.before)}
        height={BAR}
        fill={theme.palette.text.secondary}
      />
      <rect
        x={0}
        y={BAR + 4}
        width={width(figure.after)}
        height={BAR}
        fill={seriesColor(0, theme.palette.type)}
      />
    </svg>
  );
}
