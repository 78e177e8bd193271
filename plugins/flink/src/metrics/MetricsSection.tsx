import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  RelativeTime,
  StaleNote,
  useApplicationMetrics,
} from '@flink-portal/backstage-plugin-flink-react';
import { useMemo } from 'react';
import { ErrorState, LoadingState } from '../states';
import { MetricPanelView } from './MetricPanelView';
import { operationMarks } from './operationMarks';
import { fillPanels } from './panels';
import { RangeButtons } from './RangeButtons';
import { useMetricRange } from './useMetricRange';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(440px, 100%), 1fr))',
      gap: theme.spacing(3),
    },
    list: { margin: 0 },
  }),
  { name: 'FlinkMetricsSection' },
);

/** Metrics over a range, in causal order, with what happened marked on every chart. */
export function MetricsSection(props: { id: string; name: string }) {
  const { id, name } = props;
  const classes = useStyles();
  const [range, setRange] = useMetricRange();
  const { data, error, readAtMs, isPrevious, refresh } = useApplicationMetrics(
    id,
    range,
  );
  const subject = `the metrics of ${name}`;
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <RangeButtons range={range} onChange={setRange} />
        <Typography variant="body2" color="textSecondary" role="status">
          {isPrevious &&
            !error &&
            'Reading this range; the charts show the one before.'}
        </Typography>
      </div>
      {!data && !error && <LoadingState subject={subject} rows={8} />}
      {!data && error && (
        <ErrorState error={error} subject={subject} onRetry={refresh} />
      )}
      {data && error && readAtMs !== undefined && (
        <StaleNote
          error={error}
          readAtMs={readAtMs}
          subject={subject}
          onRetry={refresh}
        />
      )}
      {data && <Panels metrics={data} />}
    </div>
  );
}

function Panels(props: { metrics: flinkApi.MetricsResponse }) {
  const { metrics } = props;
  const classes = useStyles();
  const panels = useMemo(() => fillPanels(metrics.series), [metrics.series]);
  const marks = useMemo(
    () => operationMarks(metrics.operations),
    [metrics.operations],
  );
  return (
    <>
      {metrics.messages.length > 0 && (
        <ul className={classes.list} aria-label="What is missing and why">
          {metrics.messages.map(message => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {marks.length > 0 && (
        <div>
          Marked on the charts:
          <ul className={classes.list}>
            {marks.map(({ id, atMs, text }) => (
              <li key={id}>
                <RelativeTime at={atMs} show="short" /> {text}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={classes.grid}>
        {panels.map(panel => (
          <MetricPanelView
            key={panel.id}
            panel={panel}
            metrics={metrics}
            marks={marks}
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
