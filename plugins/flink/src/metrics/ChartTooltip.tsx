import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { absoluteMoment } from '@flink-portal/backstage-plugin-flink-react';
import type { ChartMark } from './chartMarks';
import type { ChartRow } from './chartRows';
import { formatMetricValue } from './formatMetricValue';
import { seriesName } from './seriesName';

const useStyles = makeStyles(
  theme => ({
    root: {
      background: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(1),
      fontSize: '0.8rem',
      maxWidth: 360,
    },
  }),
  { name: 'FlinkChartTooltip' },
);

/** All values at the moment under the pointer, and what happened then. */
export function ChartTooltip(props: {
  series: readonly flinkApi.MetricSeries[];
  rows: readonly ChartRow[];
  marks: readonly ChartMark[];
  resolutionSeconds: number;
  atMs: number | undefined;
}) {
  const { series, rows, marks, resolutionSeconds, atMs } = props;
  const classes = useStyles();
  const row = rows.find(candidate => candidate.atMs === atMs);
  if (atMs === undefined || !row) {
    return null;
  }
  const near = marks.filter(
    mark => Math.abs(mark.atMs - atMs) <= resolutionSeconds * 1000,
  );
  return (
    <div className={classes.root}>
      <div>{absoluteMoment(new Date(atMs))}</div>
      {series.map((line, index) => {
        const value = row.values[index];
        return (
          <div key={seriesName(line)}>
            {seriesName(line)}:{' '}
            {value === null ? 'no value' : formatMetricValue(value, line.unit)}
          </div>
        );
      })}
      {near.map(({ id, text }) => (
        <div key={id}>
          <strong>{text}</strong>
        </div>
      ))}
    </div>
  );
}
