import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  formatCount,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  seriesColor,
  shortMoment,
  useNow,
} from '@flink-portal/backstage-plugin-flink-react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { MARK_LETTERS, type ChartMark } from './chartMarks';
import type { ChartRow } from './chartRows';
import { ChartTooltip } from './ChartTooltip';
import { formatMetricValue } from './formatMetricValue';
import { LoneDot } from './LoneDot';
import { seriesName } from './seriesName';
import type { Threshold } from './thresholds';
import { useDragZoom } from './useDragZoom';
import type { Zoom } from './ZoomBar';

const HEIGHT_PX = 180;

/** Lines differ by dash as well as by colour. */
const DASHES = [undefined, '6 3', '2 3', '8 3 2 3', '1 4', '10 4'];

/** No line of values has it. */
const LIMIT_DASH = '1 3';

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
  }),
  { name: 'FlinkMetricChart' },
);

interface ChartProps {
  series: readonly flinkApi.MetricSeries[];
  rows: readonly ChartRow[];
  marks: readonly ChartMark[];
  thresholds: readonly Threshold[];
  fromMs: number;
  toMs: number;
  resolutionSeconds: number;
  onZoom: (zoom: Zoom) => void;
}

/** Lines of one unit over time. The words stand beside it: it is hidden from screen readers. */
export function MetricChart(props: ChartProps) {
  const { series, rows, marks, thresholds, fromMs, toMs, onZoom } = props;
  const classes = useStyles();
  const theme = useTheme();
  const now = useNow();
  const { drag, handlers } = useDragZoom(onZoom);
  const unit = series[0].unit;
  const quiet = theme.palette.text.secondary;
  const axis = {
    stroke: quiet,
    tick: { fill: quiet, fontSize: 11 },
  };
  return (
    <div aria-hidden="true">
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        <LineChart
          data={[...rows]}
          margin={{ top: 16, right: 12, bottom: 0, left: 4 }}
          {...handlers}
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
          {marks.map(({ id, kind, atMs, isPlanned }) => (
            <ReferenceLine
              key={id}
              x={atMs}
              stroke={quiet}
              strokeDasharray={isPlanned ? '3 3' : undefined}
              label={{
                value: MARK_LETTERS[kind],
                position: 'top',
                fill: quiet,
                fontSize: 10,
              }}
            />
          ))}
          {marks.map(
            ({ id, atMs, untilMs }) =>
              untilMs !== undefined && (
                <ReferenceArea
                  key={`${id} area`}
                  x1={atMs}
                  x2={Math.min(untilMs, toMs)}
                  fill={quiet}
                  fillOpacity={0.12}
                />
              ),
          )}
          {thresholds.map(({ metric, value, label }) => (
            <ReferenceLine
              key={metric}
              y={value}
              ifOverflow="extendDomain"
              stroke={theme.palette.text.primary}
              strokeDasharray={LIMIT_DASH}
              strokeWidth={1.5}
              label={{
                value: label,
                position: 'insideBottomLeft',
                fill: theme.palette.text.primary,
                fontSize: 11,
              }}
            />
          ))}
          {drag && (
            <ReferenceArea
              x1={drag.fromMs}
              x2={drag.toMs}
              fill={quiet}
              fillOpacity={0.25}
            />
          )}
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
        {thresholds.map(({ metric, text }) => (
          <li key={metric}>
            <svg width={26} height={8}>
              <line
                x1={0}
                x2={26}
                y1={4}
                y2={4}
                strokeWidth={1.5}
                stroke={theme.palette.text.primary}
                strokeDasharray={LIMIT_DASH}
              />
            </svg>{' '}
            {text}
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
