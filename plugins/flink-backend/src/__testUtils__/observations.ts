import {
  notApplicable,
  read,
  type ApplicationIdentity,
  type MetricPoint,
  type MetricSeries,
  type Observation,
  type Phase,
} from '@flink-portal/backstage-plugin-flink-common';

export const SOURCE_ID = 'managed:111122223333/us-east-1';

/** An application of the test account, by its name. */
export function identity(
  name: string,
  overrides: Partial<ApplicationIdentity> = {},
): ApplicationIdentity {
  return {
    id: `managed:111122223333/us-east-1/${name}`,
    runtime: 'managed',
    name,
    sourceId: SOURCE_ID,
    scope: ['111122223333', 'us-east-1'],
    externalId: `arn:aws:kinesisanalytics:us-east-1:111122223333:application/${name}`,
    labels: {},
    ...overrides,
  };
}

/** A complete reading; what a test is about stands in the overrides. */
export function observation(
  application: ApplicationIdentity,
  nowMs: number,
  overrides: Partial<Observation> & { phase?: Phase; since?: string } = {},
): Observation {
  const { phase = 'running', since, ...parts } = overrides;
  const at = new Date(nowMs).toISOString();
  return {
    application,
    observedAt: at,
    state: read(
      {
        phase,
        verbatim: [{ label: 'Application status', value: phase.toUpperCase() }],
        since: since ?? '2026-11-22T09:00:00.000Z',
        conditions: [],
      },
      at,
    ),
    configuration: read(
      { workload: 'streaming', flinkVersion: '1.20', parallelism: 4 },
      at,
    ),
    jobs: read([], at),
    operations: read([], at),
    snapshots: read([], at),
    events: notApplicable('The managed service has no events'),
    ...parts,
  };
}

/** One value a minute, newest last. */
export function minutes(
  metric: MetricSeries['metric'],
  untilMs: number,
  values: readonly number[],
): MetricSeries {
  const lastMinute = Math.floor(untilMs / 60_000) * 60;
  return {
    metric,
    points: values.map(
      (value, index): MetricPoint => [
        lastMinute - (values.length - 1 - index) * 60,
        value,
      ],
    ),
  };
}

/** Newly read metrics as an observation carries them. */
export function metricsRead(series: readonly MetricSeries[], nowMs: number) {
  const at = new Date(nowMs).toISOString();
  return read({ from: at, to: at, resolutionSeconds: 60, series }, at);
}
