import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  useNow,
  VisuallyHidden,
} from '@flink-portal/backstage-plugin-flink-react';
import { useId, useState } from 'react';
import { EmptySentence } from '../states';
import { chartRows } from './chartRows';
import { MetricChart } from './MetricChart';
import { MetricTable } from './MetricTable';
import type { ChartMark } from './chartMarks';
import { leadingSeries } from './leadingSeries';
import { metricTitlesOf, type FilledPanel } from './panels';
import { statisticWord } from './seriesName';
import { summarizeSeries } from './summarizeSeries';
import { thresholdsFor, type Threshold } from './thresholds';
import type { Zoom } from './ZoomBar';

const useStyles = makeStyles(
  theme => ({
    root: { minWidth: 0 },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
    },
    how: { color: theme.palette.text.secondary, fontSize: '0.8rem' },
  }),
  { name: 'FlinkMetricPanel' },
);

/** One question about the application over time: chart or table, and a sentence for each line. */
export function MetricPanelView(props: {
  panel: FilledPanel;
  metrics: flinkApi.MetricsResponse;
  marks: readonly ChartMark[];
  thresholds: readonly Threshold[];
  fromMs: number;
  toMs: number;
  onZoom: (zoom: Zoom) => void;
}) {
  const { panel, metrics, marks, thresholds, fromMs, toMs, onZoom } = props;
  const classes = useStyles();
  const titleId = useId();
  const now = useNow();
  const [isTable, setTable] = useState(false);
  const [wantsAll, setWantsAll] = useState(false);
  const all = panel.charts.flat();
  const leading = panel.charts.map(leadingSeries);
  const isPartial = leading.flat().length < all.length;
  const charts = wantsAll || isTable ? panel.charts : leading;
  const isEmpty = !all.some(series =>
    series.points.some(([, value]) => value !== null),
  );
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <div className={classes.head}>
        <Typography id={titleId} variant="h6" component="h3">
          {panel.title}
        </Typography>
        {!isEmpty && (
          <>
            <span className={classes.how}>
              {howText(all, metrics.resolutionSeconds)}
            </span>
            <Button
              size="small"
              aria-pressed={isTable}
              aria-label={`View as table: ${panel.title}`}
              onClick={() => setTable(!isTable)}
            >
              View as table
            </Button>
            {isPartial && !isTable && (
              <Button
                size="small"
                aria-pressed={wantsAll}
                aria-label={`All ${all.length} lines: ${panel.title}`}
                onClick={() => setWantsAll(!wantsAll)}
              >
                All {all.length} lines
              </Button>
            )}
          </>
        )}
      </div>
      {isEmpty ? (
        <EmptySentence>
          No values between the ends of this range.{' '}
          {metrics.messages.length > 0
            ? 'See the messages above the charts for the reason.'
            : `The runtime did not report ${metricTitlesOf(panel.id)
                .map(title => title.toLocaleLowerCase('en-US'))
                .join(', ')}, or it was not read.`}
        </EmptySentence>
      ) : (
        charts.map(series => {
          const limits = thresholdsFor(thresholds, series);
          const rows = chartRows(series, metrics.resolutionSeconds);
          return isTable ? (
            <MetricTable
              key={series[0].unit}
              title={series.map(({ title }) => title).join(', ')}
              series={series}
              rows={rows}
            />
          ) : (
            <div key={series[0].unit}>
              <MetricChart
                series={series}
                rows={rows}
                marks={marks}
                thresholds={limits}
                fromMs={fromMs}
                toMs={toMs}
                resolutionSeconds={metrics.resolutionSeconds}
                onZoom={onZoom}
              />
              <VisuallyHidden>
                {[
                  ...series.map(line => summarizeSeries(line, now)),
                  ...limits.map(({ text }) => `Marked: ${text}.`),
                ].join(' ')}
              </VisuallyHidden>
            </div>
          );
        })
      )}
    </section>
  );
}

/** `1 min resolution, maximum`. */
function howText(
  series: readonly flinkApi.MetricSeries[],
  resolutionSeconds: number,
) {
  const statistics = [...new Set(series.map(({ statistic }) => statistic))];
  return `${formatDurationMs(resolutionSeconds * 1000)} resolution, ${statistics
    .map(statisticWord)
    .join(' and ')}`;
}
