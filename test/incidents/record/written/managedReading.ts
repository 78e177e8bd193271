import { calm, incident } from '../expectations';
import type { Failure, ManagedPlan } from './managedScene';
import { well } from './values';

const FROM =
  'failures of AWS’s APIs as the fact sheet and the runtime’s tests describe them';

const DENIED_METRICS: Failure = {
  reason: 'denied',
  message:
    'Cannot read metrics in account 111122223333 (eu-west-1): the role lacks cloudwatch:GetMetricData. Health is Unknown.',
};
const UNREACHABLE: Failure = {
  reason: 'unreachable',
  message:
    'Cannot list Managed Flink applications in account 111122223333 (eu-west-1): nothing answered. Health is Unknown.',
};
const DENIED_ALL: Failure = {
  reason: 'denied',
  message:
    'Cannot list Managed Flink applications in account 111122223333 (eu-west-1): the role lacks kinesisanalytics:ListApplications. Health is Unknown.',
};
const THROTTLED: Failure = {
  reason: 'throttled',
  message:
    'Cannot read metrics in account 111122223333 (eu-west-1): AWS limits our calls.',
};

const quietRead =
  (
    from: number,
    to: number,
    failure: Partial<
      Record<
        'metrics' | 'operationsFail' | 'descriptionFails' | 'sourceFails',
        Failure
      >
    >,
  ) =>
  (minute: number) =>
    minute >= from && minute < to ? failure : {};

/** What the portal cannot see. */
export const MANAGED_READING: readonly ManagedPlan[] = [
  {
    fixture: 'managed-1x-metrics-denied',
    title: 'A policy takes the portal’s right to read metrics',
    from: FROM,
    rows: ['UX 5: AccessDenied'],
    minutes: 60,
    onset: 10,
    expect: {
      moments: [
        { from: 3, to: 9, verdict: 'Healthy', rule: null },
        {
          by: 32,
          verdict: 'Unknown',
          rule: ['access-denied', 'not-assessable'],
          message: 'cloudwatch:GetMetricData',
        },
        { from: 32, to: 60, verdict: 'Unknown', message: 'GetMetricData' },
      ],
      never: [
        { verdict: 'Healthy', from: 32, to: 60 },
        // Who cannot look has seen nothing bad.
        { verdict: 'Unhealthy', from: 0, to: 60 },
        { verdict: 'Degraded', from: 0, to: 60 },
      ],
    },
    scene: quietRead(10, 999, { metrics: DENIED_METRICS }),
  },
  {
    fixture: 'managed-1x-metrics-never-allowed',
    title: 'The portal never had the right to read metrics',
    from: FROM,
    rows: ['UX 5: AccessDenied'],
    minutes: 20,
    onset: 0,
    expect: {
      moments: [
        {
          by: 1,
          verdict: 'Unknown',
          rule: ['access-denied', 'not-assessable'],
          message: 'GetMetricData',
        },
        { from: 1, to: 20, verdict: 'Unknown' },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 20 }],
    },
    scene: quietRead(0, 999, { metrics: DENIED_METRICS }),
  },
  {
    fixture: 'managed-1x-metrics-throttled',
    title: 'AWS limits the calls for twelve minutes; nothing is wrong',
    from: FROM,
    rows: ['UX 5: throttled'],
    minutes: 45,
    expect: {
      moments: [
        { from: 3, to: 12, verdict: 'Healthy', rule: null },
        {
          from: 13,
          to: 30,
          verdict: ['Healthy', 'Unknown'],
          why: 'what was read a moment ago still stands; old it does not',
        },
        { from: 32, to: 45, verdict: 'Healthy', rule: null },
      ],
      never: [
        { verdict: 'Degraded', from: 0, to: 45 },
        { verdict: 'Unhealthy', from: 0, to: 45 },
      ],
    },
    scene: quietRead(12, 24, { metrics: THROTTLED }),
  },
  {
    fixture: 'managed-1x-one-metric-missing',
    title: 'The counter of restarts is not published any more, all others are',
    from: FROM,
    rows: ['issue: dropping an input', 'managed-flink 2.1'],
    minutes: 60,
    onset: 10,
    expect: incident(10, 60, [
      {
        by: 30,
        verdict: 'Unknown',
        rule: 'not-assessable',
        message: 'Restart loop',
        why: 'a vital input that was there and is gone',
      },
      { from: 30, to: 60, verdict: 'Unknown', rule: 'not-assessable' },
    ]),
    scene: () => ({}),
    values: minute => ({
      ...well(minute),
      ...(minute < 10 ? {} : { numRestarts: undefined, uptime: undefined }),
    }),
  },
  {
    fixture: 'managed-1x-region-unreachable',
    title: 'The region does not answer for a quarter of an hour',
    from: FROM,
    rows: ['UX 1: stale > 3 polls'],
    incident: 'source-unreachable',
    minutes: 45,
    onset: 10,
    expect: {
      moments: [
        { from: 3, to: 9, verdict: 'Healthy', rule: null },
        { by: 14, verdict: 'Unknown', rule: 'unreadable' },
        { from: 14, to: 24, verdict: 'Unknown', rule: 'unreadable' },
        { by: 30, verdict: 'Healthy', rule: null },
      ],
      never: [{ verdict: 'Healthy', from: 14, to: 24 }],
    },
    scene: quietRead(10, 25, { sourceFails: UNREACHABLE }),
  },
  {
    fixture: 'managed-1x-account-denied',
    title: 'The portal’s role loses its rights in the account',
    from: FROM,
    rows: ['UX 5: AccessDenied'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      {
        by: 14,
        verdict: 'Unknown',
        rule: 'unreadable',
        message: 'ListApplications',
      },
      { from: 14, to: 30, verdict: 'Unknown', rule: 'unreadable' },
    ]),
    scene: quietRead(10, 999, { sourceFails: DENIED_ALL }),
  },
  {
    fixture: 'managed-1x-operations-denied',
    title: 'Operations cannot be read, everything else can',
    from: FROM,
    rows: ['issue: a rule whose inputs are missing'],
    minutes: 20,
    onset: 0,
    expect: {
      moments: [
        {
          from: 1,
          to: 20,
          verdict: 'Unknown',
          why: 'whether the newest change failed or was rolled back is not known',
        },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 20 }],
    },
    scene: quietRead(0, 999, {
      operationsFail: {
        reason: 'denied',
        message:
          'Cannot list operations in account 111122223333 (eu-west-1): the role lacks kinesisanalytics:ListApplicationOperations.',
      },
    }),
  },
  {
    fixture: 'managed-1x-restart-loop-while-throttled',
    title:
      'A restart loop, and every second reading of the metrics is throttled',
    from: FROM,
    rows: [
      'managed-flink 4.3 #1',
      'issue: honest about what it could not assess',
    ],
    incident: 'restart-loop',
    minutes: 50,
    onset: 10,
    expect: incident(10, 50, [
      { by: 26, verdict: 'Unhealthy', rule: 'restart-loop', role: 'symptom' },
      { from: 26, to: 50, verdict: 'Unhealthy', rule: 'restart-loop' },
    ]),
    scene: minute => (minute % 2 === 1 ? { metrics: THROTTLED } : {}),
    values: minute => ({
      ...well(minute),
      numRestarts: minute < 10 ? 0 : Math.floor((minute - 8) / 2),
      uptime: minute < 10 ? (minute + 600) * 60_000 : 25_000,
      numRecordsInPerSecond: minute < 10 ? 3100 : 700,
    }),
  },
  {
    fixture: 'managed-1x-read-well-again',
    title: 'Nothing is wrong and the role’s rights were just granted',
    from: FROM,
    rows: ['issue: recovery'],
    minutes: 40,
    expect: {
      moments: [
        { from: 1, to: 14, verdict: 'Unknown' },
        ...calm(40, 22).moments,
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 14 }],
    },
    scene: quietRead(0, 15, { metrics: DENIED_METRICS }),
  },
  {
    fixture: 'managed-1x-status-nobody-knows',
    title: 'The service reports a status that this version does not know',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #17', 'managed-flink 1.1'],
    minutes: 15,
    onset: 5,
    expect: incident(5, 15, [
      {
        by: 6,
        verdict: 'Unknown',
        rule: 'unrecognized',
        message: 'HIBERNATING',
      },
      { from: 6, to: 15, verdict: 'Unknown', rule: 'unrecognized' },
    ]),
    scene: minute => (minute < 5 ? {} : { status: 'HIBERNATING' }),
  },
];
