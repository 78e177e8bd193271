import { calm, incident } from '../expectations';
import { STARTED, type ManagedPlan } from './managedScene';
import { at, collecting, creeping, noise, stage, well } from './values';

const FROM =
  'values of CloudWatch as the fact sheet describes them (names, statistics, two minutes late)';

const notebook = {
  ApplicationMode: 'INTERACTIVE',
  RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
} as const;

/** Metrics of a managed application that go wrong. */
export const MANAGED_FLOW: readonly ManagedPlan[] = [
  {
    fixture: 'managed-1x-unbounded-state',
    title:
      'The state grows without end until checkpoints take most of their interval',
    from: FROM,
    rows: ['managed-flink 4.3 #5'],
    incident: 'slow-checkpoints',
    minutes: 150,
    onset: 10,
    expect: {
      moments: [
        { by: 130, verdict: 'Degraded', rule: 'checkpoint-slow' },
        {
          by: 145,
          verdict: 'Degraded',
          rule: 'checkpoint-slow',
          also: ['state-growing'],
        },
        { from: 130, to: 150, verdict: 'Degraded', rule: 'checkpoint-slow' },
      ],
      never: [{ verdict: 'Healthy', from: 130, to: 150 }],
    },
    scene: () => ({}),
    values: minute => {
      const grown = 1 + Math.max(0, minute - 10) * 0.04;
      return {
        ...well(minute),
        lastCheckpointSize: Math.round(2.1e9 * grown),
        lastCheckpointDuration: Math.round(
          1_900 * grown ** 2 * (1 + 0.05 * noise(minute, 4)),
        ),
      };
    },
  },
  {
    fixture: 'managed-1x-skew',
    title:
      'One TaskManager works, the others wait: the largest CPU is at its limit',
    from: FROM,
    rows: ['managed-flink 4.3 #7'],
    minutes: 45,
    onset: 10,
    expect: incident(10, 45, [
      { by: 22, verdict: 'Degraded', rule: 'resource-pressure', role: 'cause' },
      { from: 22, to: 45, verdict: 'Degraded', rule: 'resource-pressure' },
    ]),
    scene: () => ({}),
    values: minute =>
      minute < 10
        ? well(minute)
        : {
            ...well(minute),
            cpuUtilization: 93 + 5 * noise(minute, 2),
            busyTimeMsPerSecond: 985,
            pendingRecords: 20_000,
          },
  },
  {
    fixture: 'managed-1x-source-throttled',
    title: 'The stream throttles reads: behind by more and more time',
    from: FROM,
    rows: ['managed-flink 4.3 #9'],
    minutes: 60,
    onset: 10,
    expect: incident(10, 60, [
      {
        by: 25,
        verdict: 'Degraded',
        rule: ['lag-high', 'lag-growing'],
        role: 'symptom',
      },
      {
        from: 25,
        to: 60,
        verdict: 'Degraded',
        rule: ['lag-high', 'lag-growing'],
      },
    ]),
    scene: () => ({}),
    values: minute => {
      const { pendingRecords, ...rest } = well(minute);
      return {
        ...rest,
        // -1 is "not reported" and says nothing.
        millisBehindLatest: stage(
          minute,
          -1,
          [-60, 400],
          [10, (minute - 10) * 48_000],
        ),
        ...(minute < 10
          ? {}
          : { numRecordsInPerSecond: 620, cpuUtilization: 21 }),
      };
    },
  },
  {
    fixture: 'managed-1x-job-terminal',
    title:
      'RUNNING, and the job inside has ended: downtime is -1, nothing is read',
    from: FROM,
    rows: ['managed-flink 2.1', 'managed-flink 4.3 #18'],
    minutes: 50,
    onset: 10,
    expect: incident(10, 50, [
      {
        by: 35,
        verdict: ['Degraded', 'Unhealthy'],
        why: '-1 is a terminal state, for a streaming job not what anybody wants',
      },
      { from: 35, to: 50, verdict: ['Degraded', 'Unhealthy'] },
    ]),
    scene: () => ({}),
    values: minute => {
      const values = well(minute);
      return minute < 10
        ? values
        : {
            cpuUtilization: 2,
            heapMemoryUtilization: 20,
            downtime: -1,
            uptime: -1,
            numRestarts: 0,
            numRecordsInPerSecond: 0,
            numRecordsOutPerSecond: 0,
            numberOfFailedCheckpoints: 0,
            lastCheckpointDuration: well(9).lastCheckpointDuration,
            lastCheckpointSize: well(9).lastCheckpointSize,
          };
    },
  },
  {
    fixture: 'managed-1x-no-output',
    title: 'Records arrive and none is written',
    from: FROM,
    rows: ['UX rule: input and no output'],
    incident: 'no-output',
    minutes: 45,
    onset: 10,
    expect: incident(10, 45, [
      { by: 22, verdict: 'Unhealthy', rule: 'no-output' },
      { from: 22, to: 45, verdict: 'Unhealthy', rule: 'no-output' },
    ]),
    scene: () => ({}),
    values: minute => ({
      ...well(minute),
      ...(minute < 10 ? {} : { numRecordsOutPerSecond: 0 }),
    }),
  },
  {
    fixture: 'managed-1x-watermark-stalled',
    title: 'An idle partition holds the watermark while records arrive',
    from: FROM,
    rows: ['managed-flink 4.3 #18 (watermark flat)'],
    incident: 'watermark-stalled',
    minutes: 50,
    onset: 10,
    expect: incident(10, 50, [
      { by: 34, verdict: 'Degraded', rule: 'watermark-stalled' },
      { from: 34, to: 50, verdict: 'Degraded', rule: 'watermark-stalled' },
    ]),
    scene: () => ({}),
    values: minute => ({
      ...well(minute),
      currentOutputWatermark: at(Math.min(minute, 10)) - 5_000,
    }),
  },
  {
    fixture: 'managed-1x-recovers',
    title: 'Two restarts in a row, then an hour of quiet',
    from: FROM,
    rows: ['UX: one or two restarts in an hour', 'issue: hysteresis'],
    minutes: 110,
    onset: 10,
    expect: {
      moments: [
        { from: 3, to: 9, verdict: 'Healthy', rule: null },
        { by: 22, verdict: 'Degraded', rule: 'restart-loop', since: [9, 14] },
        { from: 22, to: 60, verdict: 'Degraded', rule: 'restart-loop' },
        { by: 90, verdict: 'Healthy', rule: null },
        { from: 95, to: 110, verdict: 'Healthy', rule: null },
      ],
      never: [
        { verdict: 'Unhealthy', from: 25, to: 110 },
        { verdict: 'Healthy', from: 22, to: 60 },
      ],
    },
    scene: () => ({}),
    values: minute => ({
      ...well(minute, stage(minute, -600, [10, 10], [12, 12])),
      numRestarts: stage(minute, 0, [10, 1], [12, 2]),
      numberOfCompletedCheckpoints: 600 + minute,
      lastCheckpointDuration: well(minute).lastCheckpointDuration,
      lastCheckpointSize: well(minute).lastCheckpointSize,
    }),
  },
  {
    fixture: 'managed-1x-noise-around-a-limit',
    title: 'The CPU swings by a tenth around its limit for an hour and a half',
    from: FROM,
    rows: ['issue: a verdict does not flap under noise'],
    minutes: 90,
    onset: 10,
    expect: {
      moments: [
        { from: 3, to: 9, verdict: 'Healthy', rule: null },
        {
          from: 20,
          to: 90,
          verdict: ['Healthy', 'Degraded'],
          why: 'either may be said, see the next line for how often',
        },
      ],
      never: [
        { verdict: 'Unhealthy', from: 0, to: 90 },
        { verdict: 'Unknown', from: 0, to: 90 },
      ],
    },
    scene: () => ({}),
    values: minute => ({
      ...well(minute),
      cpuUtilization: minute < 10 ? 46 : 80 * (0.9 + 0.2 * noise(minute, 17)),
    }),
  },
  {
    fixture: 'managed-notebook-in-use',
    title: 'Somebody works in a Studio notebook, with pauses',
    from: FROM,
    rows: ['managed-flink 2.6'],
    minutes: 60,
    expect: calm(60, 3),
    tiers: { default: { notebookIdleMs: 7_200_000 } },
    scene: () => ({ detail: notebook, operations: [STARTED] }),
    values: minute => ({
      cpuUtilization: minute % 25 < 12 ? 35 : 2,
      heapMemoryUtilization: 41,
      oldGenerationGCTime: 900,
      threadsCount: 210,
    }),
  },
  {
    fixture: 'managed-1x-metrics-two-minutes-late',
    title: 'All is well and every value comes two minutes late',
    from: FROM,
    rows: ['issue: traps', 'managed-flink 3.2'],
    minutes: 60,
    expect: calm(60, 3),
    scene: () => ({}),
  },
  {
    fixture: 'managed-1x-metrics-four-minutes-late',
    title: 'CloudWatch is behind by four minutes today',
    from: FROM,
    rows: ['managed-flink 3.2'],
    minutes: 60,
    lateBy: 4,
    expect: calm(60, 3),
    scene: () => ({}),
  },
  {
    fixture: 'managed-1x-tier-limit',
    title: 'A lag of 20 000 records is too much for the first tier',
    from: FROM,
    rows: ['issue: thresholds per tier'],
    minutes: 40,
    onset: 10,
    tier: 'tier-1',
    tiers: {
      'tier-1': { lagRecords: 5_000 },
      default: { lagRecords: 200_000 },
    },
    expect: incident(10, 40, [
      { by: 22, verdict: 'Degraded', rule: 'lag-high', role: 'symptom' },
      { from: 22, to: 40, verdict: 'Degraded', rule: 'lag-high' },
    ]),
    scene: () => ({}),
    values: backlog,
  },
  {
    fixture: 'managed-1x-tier-without-limit',
    title: 'The same lag is none of the default tier’s business',
    from: FROM,
    rows: ['issue: thresholds per tier'],
    minutes: 40,
    tiers: {
      'tier-1': { lagRecords: 5_000 },
      default: { lagRecords: 200_000 },
    },
    expect: calm(40, 3),
    scene: () => ({}),
    values: backlog,
  },
  {
    fixture: 'managed-1x-garbage-collection',
    title: 'A TaskManager spends most of its time on collecting garbage',
    from: FROM,
    rows: ['managed-flink 4.3 #8'],
    incident: 'garbage-collection',
    minutes: 45,
    onset: 10,
    expect: incident(10, 45, [
      { by: 22, verdict: 'Degraded', rule: 'gc-pressure', role: 'cause' },
      { from: 22, to: 45, verdict: 'Degraded', rule: 'gc-pressure' },
    ]),
    scene: () => ({}),
    values: minute => ({ ...well(minute), ...collecting(minute) }),
  },
  {
    fixture: 'managed-1x-lag-creeps',
    title: 'The lag is small and only grows',
    from: FROM,
    rows: ['managed-flink 4.3 #10'],
    incident: 'lag-creeps',
    minutes: 75,
    onset: 10,
    expect: incident(10, 75, [
      {
        by: 52,
        verdict: 'Degraded',
        rule: 'lag-growing',
        role: 'symptom',
        since: [5, 20],
      },
      { from: 52, to: 75, verdict: 'Degraded', rule: 'lag-growing' },
    ]),
    scene: () => ({}),
    values: minute => ({ ...well(minute), ...creeping(minute) }),
  },
];

/** Twenty thousand records wait, no more and no fewer. */
function backlog(minute: number) {
  return {
    ...well(minute),
    ...(minute < 10
      ? {}
      : { pendingRecords: 20_000 + Math.round(900 * noise(minute, 21)) }),
  };
}
