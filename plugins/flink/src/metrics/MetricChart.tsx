import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  formatCount,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  absoluteMoment,
  seriesColor,
  shortMoment,
  useNow,
} from '@flink-portal/backstage-plugin-flink-react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartRow } from './chartRows';
import { formatMetricValue } from './formatMetricValue';
import type { OperationMark } from './operationMarks';
import { seriesName } from './seriesName';

const HEIGHT_PX = 180;

/** Lines differ by dash as well as by colour. */
const DASHES = [undefined, '6 3', '2 3', '8 3 2 3', '1 4', '10 4'];

const useStyles = makeStyles(
  theme => ({
    legend: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      listStyle: 'none',
      margin: 0,
      padding: 0,
      fontSize: '0.8rem',
    },
    tooltip: {
      background: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(1),
      fontSize: '0.8rem',
      maxWidth: 360,
    },
  }),
  { name: 'FlinkMetricChart' },
);

interface ChartProps {
  series: readonly flinkApi.MetricSeries[];
  rows: readonly ChartRow[];
  marks: readonly OperationMark[];
  fromMs: number;
  toMs: number;
  resolutionSeconds: number;
}

/** Lines of one unit over time. The words stand beside it: it is hidden from screen readers. */
export function MetricChart(props: ChartProps) {
  const { series, rows, marks, fromMs, toMs } = props;
  const classes = useStyles();
  const theme = useTheme();
  const now = useNow();
  const unit = series[0].unit;
  const axis = {
    stroke: theme.palette.text.secondary,
    tick: { fill: theme.palette.text.secondary, fontSize: 11 },
  };
  return (
    <div aria-hidden="true">
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        <LineChart
          data={[...rows]}
          margin={{ top: 8, right: 12, bottom: 0, left: 4 }}
        >
          <CartesianGrid stroke={theme.palette.divider} vertical={false} />
          <XAxis
            {...axis}
            type="number"
            dataKey="atMs"
            scale="time"
            domain={[fromMs, toMs]}
            ticks={ticksBetween(fromMs, toMs)}
            allowDataOverflow
            tickFormatter={(at: number) => shortMoment(new Date(at), now)}
          />
          <YAxis
            {...axis}
            width={76}
            tickFormatter={(value: number) => axisText(value, unit)}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, label }) => (
              <ChartTooltip
                {...props}
                atMs={active ? Number(label) : undefined}
              />
            )}
          />
          {marks.map(({ id, atMs, isPlanned }) => (
            <ReferenceLine
              key={id}
              x={atMs}
              stroke={theme.palette.text.secondary}
              strokeDasharray={isPlanned ? '3 3' : undefined}
            />
          ))}
          {series.map((line, index) => (
            <Line
              key={seriesName(line)}
              name={seriesName(line)}
              dataKey={(row: ChartRow) => row.values[index]}
              stroke={seriesColor(index, theme.palette.type)}
              strokeDasharray={DASHES[index % DASHES.length]}
              strokeWidth={1.75}
              dot={dot => (
                <LoneDot {...dot} key={dot.key} rows={rows} line={index} />
              )}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <ul className={classes.legend}>
        {series.map((line, index) => (
          <li key={seriesName(line)}>
            <svg width={26} height={8}>
              <line
                x1={0}
                x2={26}
                y1={4}
                y2={4}
                strokeWidth={2}
                stroke={seriesColor(index, theme.palette.type)}
                strokeDasharray={DASHES[index % DASHES.length]}
              />
            </svg>{' '}
            {seriesName(line)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Five moments over the whole range, also where there are no values. */
function ticksBetween(fromMs: number, toMs: number): number[] {
  return [0, 1, 2, 3, 4].map(step => fromMs + ((toMs - fromMs) * step) / 4);
}

/** The legend names the line; an axis has no room for "records". */
function axisText(value: number, unit: string): string {
  return unit === 'records'
    ? formatCount(value)
    : formatMetricValue(value, unit);
}

/** A value between two gaps has no line to be on, and would not be seen without a dot. */
function LoneDot(props: {
  cx?: number;
  cy?: number;
  index?: number;
  stroke?: string;
  rows: readonly ChartRow[];
  line: number;
}) {
  const { cx, cy, index = 0, stroke, rows, line } = props;
  const valueAt = (at: number) => rows[at]?.values[line] ?? null;
  const isLone =
    valueAt(index) !== null &&
    valueAt(index - 1) === null &&
    valueAt(index + 1) === null;
  return isLone ? <circle cx={cx} cy={cy} r={2.5} fill={stroke} /> : <g />;
}

function ChartTooltip(props: ChartProps & { atMs: number | undefined }) {
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
    <div className={classes.tooltip}>
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
