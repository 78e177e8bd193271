import type { MetricName } from '../../metrics/MetricName';
import type { MetricPoint, MetricSeries } from '../../metrics/MetricSeries';
import { learn, type KnownApplication } from '../../model/KnownApplication';
import type {
  ApplicationConfiguration,
  ApplicationIdentity,
  Observation,
  ObservedState,
} from '../../model/Observation';
import type { Operation } from '../../model/Operation';
import { notApplicable, read } from '../../model/Reading';
import { DEFAULT_THRESHOLDS } from '../HealthThresholds';
import type { JudgeInput } from '../Judgement';

/** 14:40 UTC, and the data is two minutes old. */
export const NOW_MS = Date.parse('2026-11-22T14:40:00Z');
export const MINUTE_MS = 60_000;
const DATA_LAG_MINUTES = 2;

export function minutesAgo(minutes: number): string {
  return new Date(NOW_MS - minutes * MINUTE_MS).toISOString();
}

export const managedIdentity: ApplicationIdentity = {
  id: 'managed:111122223333/eu-west-1/orders-enrich',
  runtime: 'managed',
  name: 'orders-enrich',
  sourceId: 'managed:111122223333/eu-west-1',
  scope: ['111122223333', 'eu-west-1'],
  externalId:
    'arn:aws:kinesisanalytics:eu-west-1:111122223333:application/orders-enrich',
  labels: {},
};

export const kubernetesIdentity: ApplicationIdentity = {
  id: 'kubernetes:eks-prod/payments/orders',
  runtime: 'kubernetes',
  name: 'orders',
  sourceId: 'kubernetes:eks-prod',
  scope: ['eks-prod', 'payments'],
  externalId: 'FlinkDeployment/payments/orders',
  labels: {},
};

export const runningState: ObservedState = {
  phase: 'running',
  verbatim: [{ label: 'Application status', value: 'RUNNING' }],
  since: minutesAgo(600),
  conditions: [],
};

export const streaming: ApplicationConfiguration = {
  workload: 'streaming',
  flinkVersion: '1.20',
  checkpointingEnabled: true,
  checkpointIntervalMs: 60_000,
};

/** A value per minute; the function is given how many minutes ago, the newest two being still on their way. */
export function minutely(
  metric: MetricName,
  value: (minutesAgo: number) => number | undefined,
  minutes = 120,
  part?: MetricSeries['part'],
): MetricSeries {
  const points: MetricPoint[] = [];
  for (let ago = minutes; ago >= DATA_LAG_MINUTES; ago -= 1) {
    const at = value(ago);
    if (at !== undefined) {
      points.push([(NOW_MS - ago * MINUTE_MS) / 1000, at]);
    }
  }
  return { metric, points, ...(part ? { part } : {}) };
}

/** What a job that is well reports. */
export const wellSeries: readonly MetricSeries[] = [
  minutely('numRecordsInPerSecond', ago => 3000 + (ago % 7) * 20),
  minutely('numRecordsOutPerSecond', ago => 2900 + (ago % 5) * 20),
  minutely('pendingRecords', ago => 800 + (ago % 9) * 40),
  minutely('backPressuredTimeMsPerSecond', ago => 20 + (ago % 4)),
  minutely('busyTimeMsPerSecond', ago => 400 + (ago % 6) * 10),
  minutely('lastCheckpointDuration', ago => 900 + (ago % 11) * 13),
  minutely('lastCheckpointSize', ago => 2e9 + (ago % 13) * 1e6),
  minutely('numberOfFailedCheckpoints', () => 0),
  minutely('numRestarts', () => 4),
  minutely('uptime', ago => (600 - ago) * MINUTE_MS),
  minutely('downtime', () => 0),
  minutely('cpuUtilization', ago => 45 + (ago % 5)),
  minutely('heapMemoryUtilization', ago => 60 + (ago % 5)),
  minutely('containerMemoryUtilization', ago => 70 + (ago % 3)),
];

/** The series of a job that is well, some of them replaced. */
export function seriesWith(
  ...replaced: readonly MetricSeries[]
): readonly MetricSeries[] {
  const names = new Set(replaced.map(one => one.metric));
  return [...wellSeries.filter(one => !names.has(one.metric)), ...replaced];
}

/** The series of a job that is well, without some. */
export function seriesWithout(
  ...names: readonly MetricName[]
): readonly MetricSeries[] {
  return wellSeries.filter(one => !names.includes(one.metric));
}

export interface Given {
  readonly identity?: ApplicationIdentity;
  readonly state?: Partial<ObservedState>;
  readonly configuration?: Partial<ApplicationConfiguration>;
  readonly jobs?: Extract<Observation['jobs'], { status: 'read' }>['value'];
  readonly operations?: readonly Operation[];
  readonly series?: readonly MetricSeries[];
}

/** An observation read a minute ago. */
export function observation(what: Given = {}): Observation {
  const at = minutesAgo(1);
  return {
    application: what.identity ?? managedIdentity,
    observedAt: at,
    state: read({ ...runningState, ...what.state }, at),
    configuration: read({ ...streaming, ...what.configuration }, at),
    jobs: what.jobs
      ? read(what.jobs, at)
      : notApplicable('the service does not list jobs'),
    metrics: read(
      { from: minutesAgo(120), to: at, resolutionSeconds: 60, series: [] },
      at,
    ),
    operations: read(what.operations ?? [], at),
    snapshots: read([], at),
    events: read([], at),
  };
}

export function known(what: Given = {}): KnownApplication {
  return learn(undefined, observation(what));
}

/** The input of a judgement at {@link NOW_MS}. */
export function given(
  what: Given = {},
  overrides: Partial<JudgeInput> = {},
): JudgeInput {
  return {
    known: known(what),
    series: what.series ?? wellSeries,
    nowMs: NOW_MS,
    pollIntervalMs: MINUTE_MS,
    thresholds: DEFAULT_THRESHOLDS,
    ...overrides,
  };
}

/** The same application some minutes later: everything was read again, every value moved along. */
export function later(input: JudgeInput, minutes: number): JudgeInput {
  const byMs = minutes * MINUTE_MS;
  const moved = (at: string) => new Date(Date.parse(at) + byMs).toISOString();
  const move = <T>(reading: { latest: T; lastGood?: { at: string } }) => ({
    ...reading,
    ...(reading.lastGood
      ? { lastGood: { ...reading.lastGood, at: moved(reading.lastGood.at) } }
      : {}),
  });
  return {
    ...input,
    nowMs: input.nowMs + byMs,
    known: {
      ...input.known,
      state: move(input.known.state) as KnownApplication['state'],
      metrics: input.known.metrics && {
        ...(move(input.known.metrics) as NonNullable<
          KnownApplication['metrics']
        >),
      },
    },
    series: input.series.map(one => ({
      ...one,
      points: one.points.map(
        ([at, value]) => [at + minutes * 60, value] as const,
      ),
    })),
  };
}

export function operation(
  overrides: Partial<Operation> & Pick<Operation, 'kind'>,
): Operation {
  return {
    id: `${overrides.kind}-${overrides.startedAt ?? ''}`,
    verbatim: 'UpdateApplication',
    status: 'succeeded',
    startedAt: minutesAgo(60),
    endedAt: minutesAgo(57),
    planned: true,
    ...overrides,
  };
}
