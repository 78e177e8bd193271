import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  useApplicationMetrics,
  useNow,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import { DataFrame } from '../states';
import { isSince, momentOf, type Lived } from './metricChoice';
import { MetricPanels } from './MetricPanels';
import { windowSince, type MetricWindow } from './metricWindow';
import { RangeButtons } from './RangeButtons';
import { DEFAULT_RANGE, useMetricChoice } from './useMetricChoice';
import type { Zoom } from './ZoomBar';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
  }),
  { name: 'FlinkMetricsSection' },
);

/** What the metrics section needs of an application. */
export type Measured = Lived &
  Pick<flinkApi.ApplicationDetail, 'id' | 'name' | 'findings'>;

/** Metrics over a range, in causal order, with what happened marked on every chart. */
export function MetricsSection(props: { application: Measured }) {
  const { application } = props;
  const { id, name } = application;
  const classes = useStyles();
  const now = useNow();
  const [choice, setChoice] = useMetricChoice();
  const [zoom, setZoom] = useState<Zoom>();
  const sinceMs = isSince(choice) ? momentOf(choice, application) : undefined;
  let window: MetricWindow = { range: DEFAULT_RANGE };
  if (sinceMs !== undefined) {
    window = windowSince(sinceMs, now.getTime());
  } else if (!isSince(choice)) {
    window = { range: choice };
  }
  const read = useApplicationMetrics(id, window.range);
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <RangeButtons
          choice={choice}
          application={application}
          onChange={next => {
            setZoom(undefined);
            setChoice(next);
          }}
        />
        <Typography variant="body2" color="textSecondary" role="status">
          {read.isPrevious &&
            !read.error &&
            'Reading this range; the charts show the one before.'}
          {isSince(choice) &&
            sinceMs === undefined &&
            'When it was is not known; the charts show the last hour.'}
          {sinceMs !== undefined &&
            window.fromMs === undefined &&
            'It was more than 30 days ago; the charts show 30 days.'}
        </Typography>
      </div>
      <DataFrame read={read} subject={`the metrics of ${name}`} rows={8}>
        {metrics => (
          <MetricPanels
            metrics={metrics}
            findings={application.findings}
            fromMs={read.isPrevious ? undefined : window.fromMs}
            zoom={zoom}
            onZoom={setZoom}
          />
        )}
      </DataFrame>
    </div>
  );
}
