import type { MetricDefinition } from './MetricDefinition';
import { managed, query, rest } from './feeds';

const ENDED_IS_SAID = { minusOne: 'keep' } as const;

/**
 * Pressure, checkpoints and restarts. Sources: AWS, "Metrics and dimensions in Managed Service for Apache
 * Flink" and its notes on Flink 2.2; Flink documentation, "Metrics".
 */
export const jobMetrics = {
  busyTimeMsPerSecond: {
    name: 'busyTimeMsPerSecond',
    title: 'Busy time',
    unit: 'msPerSecond',
    statistic: 'max',
    counter: false,
    healthSet: false,
    panel: 'pressure',
    feeds: [
      managed([query('busyTimeMsPerSecond', 'Maximum')], {
        parts: query('busyTimeMsPerSecond', 'Maximum', 'task'),
      }),
      rest('vertex', ['busyTimeMsPerSecond']),
    ],
  },
  backPressuredTimeMsPerSecond: {
    name: 'backPressuredTimeMsPerSecond',
    title: 'Backpressured time',
    unit: 'msPerSecond',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'pressure',
    feeds: [
      managed([query('backPressuredTimeMsPerSecond', 'Maximum')], {
        parts: query('backPressuredTimeMsPerSecond', 'Maximum', 'task'),
      }),
      rest('vertex', ['backPressuredTimeMsPerSecond']),
    ],
  },
  idleTimeMsPerSecond: {
    name: 'idleTimeMsPerSecond',
    title: 'Idle time',
    unit: 'msPerSecond',
    statistic: 'avg',
    counter: false,
    healthSet: false,
    panel: 'pressure',
    feeds: [
      managed([query('idleTimeMsPerSecond', 'Average')], {
        parts: query('idleTimeMsPerSecond', 'Average', 'task'),
      }),
      rest('vertex', ['idleTimeMsPerSecond'], {
        partAggregation: 'avg',
        applicationAggregation: 'avg',
      }),
    ],
  },
  lastCheckpointDuration: {
    name: 'lastCheckpointDuration',
    title: 'Checkpoint duration',
    unit: 'ms',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'checkpoints',
    feeds: [
      managed([query('lastCheckpointDuration', 'Maximum')]),
      rest('job', ['lastCheckpointDuration']),
    ],
  },
  lastCheckpointSize: {
    name: 'lastCheckpointSize',
    title: 'Checkpoint size',
    unit: 'bytes',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'checkpoints',
    feeds: [
      managed([query('lastCheckpointSize', 'Maximum')]),
      // With incremental checkpoints lastCheckpointSize is only what was added.
      rest('job', ['lastCheckpointFullSize', 'lastCheckpointSize']),
    ],
  },
  numberOfCompletedCheckpoints: {
    name: 'numberOfCompletedCheckpoints',
    title: 'Completed checkpoints',
    unit: 'count',
    statistic: 'max',
    counter: true,
    healthSet: true,
    panel: 'checkpoints',
    // The managed service does not publish it.
    feeds: [rest('job', ['numberOfCompletedCheckpoints'])],
  },
  numberOfFailedCheckpoints: {
    name: 'numberOfFailedCheckpoints',
    title: 'Failed checkpoints',
    unit: 'count',
    statistic: 'max',
    counter: true,
    healthSet: true,
    panel: 'checkpoints',
    feeds: [
      managed([query('numberOfFailedCheckpoints', 'Maximum')]),
      rest('job', ['numberOfFailedCheckpoints']),
    ],
  },
  numRestarts: {
    name: 'numRestarts',
    title: 'Restarts',
    unit: 'count',
    statistic: 'max',
    counter: true,
    healthSet: true,
    panel: 'restarts',
    feeds: [
      managed(
        [query('fullRestarts', 'Maximum'), query('numRestarts', 'Maximum')],
        { lines: ['1.x'] },
      ),
      // Where 2.2 publishes it is not documented; both sets of dimensions were seen.
      managed(
        [
          query('numRestarts', 'Maximum'),
          query('numRestarts', 'Maximum', 'application+flow'),
        ],
        { lines: ['2.x'] },
      ),
      rest('job', ['numRestarts', 'fullRestarts']),
    ],
  },
  uptime: {
    name: 'uptime',
    title: 'Time since the last restart',
    unit: 'ms',
    statistic: 'min',
    counter: false,
    healthSet: true,
    panel: 'restarts',
    feeds: [
      managed([query('uptime', 'Minimum')], {
        lines: ['1.x'],
        special: ENDED_IS_SAID,
      }),
      managed(
        [
          query('runningTime', 'Minimum', 'application+flow'),
          query('uptime', 'Minimum'),
        ],
        { lines: ['2.x'], special: ENDED_IS_SAID },
      ),
      rest('job', ['runningTime', 'uptime'], { special: ENDED_IS_SAID }),
    ],
  },
  downtime: {
    name: 'downtime',
    title: 'Time in an outage',
    unit: 'ms',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'restarts',
    feeds: [
      managed([query('downtime', 'Maximum')], {
        lines: ['1.x'],
        special: ENDED_IS_SAID,
      }),
      managed(
        [
          query('restartingTime', 'Maximum', 'application+flow'),
          query('failingTime', 'Maximum', 'application+flow'),
        ],
        { lines: ['2.x'], combine: 'max', special: ENDED_IS_SAID },
      ),
      rest('job', ['restartingTime', 'failingTime', 'downtime'], {
        combine: 'max',
        special: ENDED_IS_SAID,
      }),
    ],
  },
} satisfies Record<string, MetricDefinition>;
