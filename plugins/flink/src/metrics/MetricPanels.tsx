import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useMemo } from 'react';
import { chartMarks } from './chartMarks';
import { clipSeries } from './clipSeries';
import { MarkList } from './MarkList';
import { MetricPanelView } from './MetricPanelView';
import { fillPanels } from './panels';
import { thresholdsOf } from './thresholds';
import { ZoomBar, type Zoom } from './ZoomBar';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(440px, 100%), 1fr))',
      gap: theme.spacing(3),
    },
    list: { margin: 0 },
  }),
  { name: 'FlinkMetricPanels' },
);

/** All panels over one window, and what is marked on them. */
export function MetricPanels(props: {
  metrics: flinkApi.MetricsResponse;
  findings: readonly flinkApi.Finding[];
  /** Where the charts begin, when later than the answer. */
  fromMs: number | undefined;
  zoom: Zoom | undefined;
  onZoom: (zoom: Zoom | undefined) => void;
}) {
  const { metrics, findings, zoom, onZoom } = props;
  const classes = useStyles();
  const whole: Zoom = {
    fromMs: Math.max(Date.parse(metrics.from), props.fromMs ?? 0),
    toMs: Date.parse(metrics.to),
  };
  const { fromMs, toMs } = zoom ?? whole;
  const panels = useMemo(
    () => fillPanels(clipSeries(metrics.series, fromMs, toMs)),
    [metrics.series, fromMs, toMs],
  );
  const marks = useMemo(
    () => chartMarks(metrics, fromMs, toMs),
    [metrics, fromMs, toMs],
  );
  const thresholds = useMemo(() => thresholdsOf(findings), [findings]);
  return (
    <>
      {metrics.messages.length > 0 && (
        <ul className={classes.list} aria-label="What is missing and why">
          {metrics.messages.map(message => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <ZoomBar zoom={zoom} whole={whole} onChange={onZoom} />
      <MarkList marks={marks} />
      <div className={classes.grid}>
        {panels.map(panel => (
          <MetricPanelView
            key={panel.id}
            panel={panel}
            metrics={metrics}
            marks={marks}
            thresholds={thresholds}
            fromMs={fromMs}
            toMs={toMs}
            onZoom={onZoom}
          />
        ))}
      </div>
      <Typography variant="body2" color="textSecondary">
        {metrics.readFrom === 'store'
          ? 'Read from the portal’s own store.'
          : 'Read from the runtime for this request.'}{' '}
        Gaps are minutes without a value.
      </Typography>
    </>
  );
}
