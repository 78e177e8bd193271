import {
  kubernetesIdentity,
  minutely,
  minutesAgo,
  MINUTE_MS,
  NOW_MS,
  operation,
  seriesWith,
  type Given,
} from './applications';

const failedUpdate = operation({
  kind: 'update',
  status: 'failed',
  startedAt: minutesAgo(30),
  endedAt: minutesAgo(24),
});

/** Applications that are not well, each for another reason. */
export const INCIDENTS: Readonly<Record<string, Given>> = {
  restartLoop: {
    series: seriesWith(
      minutely('numRestarts', ago => (ago > 12 ? 4 : 17 - ago)),
      minutely('uptime', ago =>
        ago > 12 ? (600 - ago) * MINUTE_MS : 1000 * (ago % 2) + 100,
      ),
    ),
  },
  outage: {
    series: seriesWith(
      minutely('downtime', ago => (ago < 9 ? (9 - ago) * MINUTE_MS : 0)),
      minutely('uptime', ago => (ago < 9 ? 0 : (600 - ago) * MINUTE_MS)),
    ),
  },
  stuckCheckpoints: {
    series: seriesWith(
      minutely('lastCheckpointDuration', ago => (ago > 30 ? 900 + ago : 1234)),
      minutely('lastCheckpointSize', ago => (ago > 30 ? 2e9 + ago * 1e4 : 1e9)),
    ),
  },
  failingCheckpoints: {
    series: seriesWith(
      minutely('numberOfFailedCheckpoints', ago => (ago > 9 ? 1 : 3)),
    ),
  },
  lag: { series: seriesWith(minutely('pendingRecords', () => 2e6)) },
  backpressure: {
    series: seriesWith(minutely('backPressuredTimeMsPerSecond', () => 900)),
  },
  silence: {
    series: seriesWith(
      minutely('numRecordsInPerSecond', () => 0),
      minutely('numRecordsOutPerSecond', () => 0),
      minutely('busyTimeMsPerSecond', () => 0),
    ),
  },
  memory: {
    series: seriesWith(minutely('containerMemoryUtilization', () => 99)),
  },
  failedUpdate: { operations: [failedUpdate] },
  conditions: {
    state: { conditions: [{ code: 'jobManagerDown', message: 'ERROR' }] },
  },
  stalledChange: {
    state: {
      phase: 'changing',
      change: {
        kind: 'update',
        startedAt: minutesAgo(40),
        verbatim: 'UPDATING',
      },
    },
  },
  slowCheckpoints: {
    series: seriesWith(
      minutely('lastCheckpointDuration', ago => 45_000 + (ago % 7)),
    ),
  },
  noOutput: {
    series: seriesWith(
      minutely('numRecordsOutPerSecond', ago => (ago < 20 ? 0 : 2900)),
    ),
  },
  watermark: {
    identity: kubernetesIdentity,
    series: seriesWith(
      minutely(
        'currentOutputWatermark',
        ago => NOW_MS - Math.max(ago, 40) * MINUTE_MS,
      ),
    ),
  },
  garbage: {
    identity: kubernetesIdentity,
    series: seriesWith(
      minutely('oldGenerationGCTime', ago => 9_000_000 - ago * 50_000),
    ),
  },
  endedInside: {
    series: seriesWith(
      minutely('downtime', ago => (ago < 20 ? -1 : 0)),
      minutely('uptime', ago => (ago < 20 ? -1 : 9e6 - ago)),
    ),
  },
  lostState: {
    identity: kubernetesIdentity,
    configuration: { upgradeMode: 'last-state' },
    jobs: [
      {
        name: 'orders',
        status: 'RUNNING',
        startedAt: minutesAgo(30),
        restoredCheckpoints: 0,
        lastCompletedCheckpoint: { at: minutesAgo(1) },
      },
    ],
    operations: [
      operation({
        kind: 'update',
        startedAt: minutesAgo(31),
        endedAt: minutesAgo(30),
      }),
    ],
  },
  failedJob: {
    identity: kubernetesIdentity,
    jobs: [{ name: 'orders', status: 'FAILED' }],
  },
};

/** Those which alone among all others are seen without any memory, whatever else is lost. */
export const SEEN_WITHOUT_MEMORY = [
  'restartLoop',
  'outage',
  'stuckCheckpoints',
  'failingCheckpoints',
] as const;
