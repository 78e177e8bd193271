import { incident } from '../expectations';
import { changing, failedWith, operation } from './managedOperations';
import {
  STARTED,
  type ListedOperation,
  type ManagedPlan,
  type ManagedScene,
} from './managedScene';
import { machinesOnly, stage, well, type Values } from './values';

const FROM =
  'answers of KinesisAnalyticsV2 and CloudWatch as the fact sheet and the sample payloads describe them, through the real translation';
const TOO_SLOW =
  'Flink job did not start within a total timeout of 5 minutes for application: orders-enrichment under account: 111122223333';

/** Nothing is published while a job does not run. */
const until =
  (last: number) =>
  (minute: number): Values =>
    minute < last ? well(minute) : {};

/** Changes of a managed application that go wrong. */
export const MANAGED_CHANGES: readonly ManagedPlan[] = [
  {
    fixture: 'managed-1x-incompatible-state',
    title: 'The update succeeded, the job cannot read its state',
    from: FROM,
    rows: ['managed-flink 4.3 #2'],
    incident: 'restart-loop',
    minutes: 45,
    onset: 10,
    expect: incident(10, 45, [
      { by: 24, verdict: 'Unhealthy', rule: 'restart-loop', role: 'symptom' },
      { from: 24, to: 45, verdict: 'Unhealthy', rule: 'restart-loop' },
    ]),
    scene: minute =>
      stage<ManagedScene>(
        minute,
        {},
        [10, changing('UPDATING', 'UpdateApplication', 'op-2', 10)],
        [
          12,
          {
            operations: [
              operation('UpdateApplication', 'op-2', 10, 12, 'SUCCESSFUL', {
                ApplicationVersionChangeDetails: {
                  ApplicationVersionUpdatedFrom: 12,
                  ApplicationVersionUpdatedTo: 13,
                },
              }),
              STARTED,
            ],
          },
        ],
      ),
    values: minute => {
      if (minute < 10) return well(minute);
      if (minute < 12) return {};
      const { lastCheckpointDuration, lastCheckpointSize, ...rest } = well(
        minute,
        12,
      );
      return {
        ...rest,
        numRestarts: Math.floor((minute - 12) * 0.9),
        uptime: 20_000,
        numRecordsInPerSecond: 0,
        numRecordsOutPerSecond: 0,
        pendingRecords: 900 + (minute - 12) * 180_000,
        numberOfCompletedCheckpoints: 0,
        currentOutputWatermark: undefined,
      };
    },
  },
  {
    fixture: 'managed-1x-slow-restart-loop',
    title: 'A source that cannot recover partly: a restart every eight minutes',
    from: FROM,
    rows: ['managed-flink 4.3 #16'],
    incident: 'slow-restart-loop',
    minutes: 90,
    onset: 10,
    expect: incident(10, 90, [
      { by: 20, verdict: ['Degraded', 'Unhealthy'], rule: 'restart-loop' },
      { by: 70, verdict: 'Unhealthy', rule: 'restart-loop', role: 'symptom' },
      { from: 70, to: 90, verdict: 'Unhealthy', rule: 'restart-loop' },
    ]),
    scene: () => ({}),
    values: minute => {
      if (minute < 10) return well(minute);
      const cycle = (minute - 10) % 8;
      return {
        ...well(minute),
        numRestarts: 1 + Math.floor((minute - 10) / 8),
        uptime: cycle * 60_000 + 20_000,
        downtime: 0,
      };
    },
  },
  {
    fixture: 'managed-1x-start-failed',
    title: 'The start took too long: READY, and not because a person wanted it',
    from: FROM,
    rows: ['managed-flink 4.3 #13', 'managed-flink 4.4 (1)'],
    incident: 'change-failed-down',
    minutes: 30,
    onset: 5,
    expect: {
      moments: [
        { from: 0, to: 4, verdict: 'Stopped', rule: null },
        { from: 5, to: 9, verdict: 'Changing' },
        {
          by: 13,
          verdict: 'Unhealthy',
          rule: 'change-failed',
          role: 'cause',
          message: 'total timeout',
        },
        { from: 13, to: 30, verdict: 'Unhealthy', rule: 'change-failed' },
      ],
      never: [
        { verdict: 'Healthy', from: 0, to: 30 },
        { verdict: 'Stopped', from: 12, to: 30 },
      ],
    },
    scene: minute => {
      const stopped = operation(
        'StopApplication',
        'op-stop',
        -300,
        -299,
        'SUCCESSFUL',
      );
      if (minute < 5)
        return { status: 'READY', operations: [stopped, STARTED] };
      return minute < 11
        ? {
            status: 'STARTING',
            operations: [
              operation(
                'StartApplication',
                'op-3',
                5,
                undefined,
                'IN_PROGRESS',
              ),
              stopped,
              STARTED,
            ],
          }
        : {
            status: 'READY',
            operations: [
              operation(
                'StartApplication',
                'op-3',
                5,
                11,
                'FAILED',
                failedWith(TOO_SLOW),
              ),
              stopped,
              STARTED,
            ],
          };
    },
    values: () => ({}),
  },
  {
    fixture: 'managed-1x-update-failed-down',
    title: 'The update failed, nobody allowed a rollback: READY',
    from: FROM,
    rows: ['managed-flink 1.1 READY', 'managed-flink 4.3 #3'],
    incident: 'change-failed-down',
    minutes: 35,
    onset: 10,
    expect: {
      moments: [
        { from: 3, to: 9, verdict: 'Healthy', rule: null },
        { from: 10, to: 14, verdict: 'Changing' },
        { by: 21, verdict: 'Unhealthy', rule: 'change-failed', role: 'cause' },
        { from: 21, to: 35, verdict: 'Unhealthy', rule: 'change-failed' },
      ],
      never: [
        { verdict: 'Healthy', from: 10, to: 35 },
        { verdict: 'Stopped', from: 10, to: 35 },
      ],
    },
    scene: minute =>
      stage<ManagedScene>(
        minute,
        {},
        [10, changing('UPDATING', 'UpdateApplication', 'op-4', 10)],
        [
          19,
          {
            status: 'READY',
            operations: [
              operation(
                'UpdateApplication',
                'op-4',
                10,
                19,
                'FAILED',
                failedWith(
                  'Cannot map checkpoint/savepoint state for operator c27dcf7b54ef6bfd6cff02ca8870b681 to the new program, because the operator is not available in the new program.',
                ),
              ),
              STARTED,
            ],
          },
        ],
      ),
    values: until(10),
  },
  {
    fixture: 'managed-1x-update-failed-runs-on',
    title:
      'The update was refused for a missing permission; the old version runs',
    from: FROM,
    rows: ['managed-flink 4.3 #11', 'managed-flink 4.3 #17'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      { by: 14, verdict: 'Degraded', rule: 'change-failed', role: 'cause' },
      { from: 14, to: 30, verdict: 'Degraded', rule: 'change-failed' },
    ]),
    scene: minute =>
      stage<ManagedScene>(
        minute,
        {},
        [10, changing('UPDATING', 'UpdateApplication', 'op-5', 10)],
        [
          12,
          {
            operations: [
              operation(
                'UpdateApplication',
                'op-5',
                10,
                12,
                'FAILED',
                failedWith(
                  'Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: AccessDenied',
                ),
              ),
              STARTED,
            ],
          },
        ],
      ),
    values: minute => (minute === 10 || minute === 11 ? {} : well(minute)),
  },
  {
    fixture: 'managed-1x-starting-without-network',
    title: 'STARTING for ever: the subnets have no route',
    from: FROM,
    rows: ['managed-flink 4.3 #12'],
    incident: 'stalled-change',
    minutes: 35,
    onset: 0,
    expect: incident(0, 35, [
      { by: 8, verdict: 'Degraded', rule: 'change-stalled', role: 'cause' },
      { by: 18, verdict: 'Unhealthy', rule: 'change-stalled', role: 'cause' },
      { from: 18, to: 35, verdict: 'Unhealthy', rule: 'change-stalled' },
    ]),
    scene: () => ({
      status: 'STARTING',
      operations: [
        operation('StartApplication', 'op-6', 0, undefined, 'IN_PROGRESS'),
      ],
    }),
    values: () => ({}),
  },
  {
    fixture: 'managed-1x-force-stopping-stalled',
    title: 'STOPPING an application that cannot take its snapshot',
    from: FROM,
    rows: ['managed-flink 4.3 #14', 'managed-flink 4.4 (2)'],
    minutes: 40,
    onset: 10,
    expect: incident(10, 40, [
      { by: 23, verdict: 'Degraded', rule: 'change-stalled' },
      { by: 28, verdict: 'Unhealthy', rule: 'change-stalled' },
      { from: 28, to: 40, verdict: 'Unhealthy', rule: 'change-stalled' },
    ]),
    scene: minute =>
      minute < 10 ? {} : changing('STOPPING', 'StopApplication', 'op-7', 10),
    values: minute =>
      minute < 12 ? well(minute) : { ...machinesOnly(minute), downtime: 0 },
  },
  {
    fixture: 'managed-1x-maintenance-and-catching-up',
    title:
      'Maintenance of half a minute restarts the job; it reads what waited',
    from: FROM,
    rows: ['managed-flink 4.3 #19', 'issue: catching up'],
    minutes: 40,
    expect: {
      moments: [
        {
          from: 3,
          to: 40,
          verdict: ['Healthy', 'Changing'],
          rule: null,
        },
      ],
      never: [
        { rule: 'restart-loop', from: 0, to: 40 },
        { rule: 'outage', from: 0, to: 40 },
      ],
    },
    scene: minute => ({
      ...(minute === 10 ? { status: 'MAINTENANCE' } : {}),
      operations: stage<readonly ListedOperation[]>(
        minute,
        [STARTED],
        [
          10,
          [
            operation(
              'ApplicationMaintenance',
              'op-8',
              10,
              undefined,
              'IN_PROGRESS',
            ),
            STARTED,
          ],
        ],
        [
          11,
          [
            operation('ApplicationMaintenance', 'op-8', 10, 10.5, 'SUCCESSFUL'),
            STARTED,
          ],
        ],
      ),
    }),
    values: minute => {
      if (minute < 10) return well(minute);
      if (minute === 10)
        return {
          ...machinesOnly(minute),
          numRestarts: 1,
          downtime: 25_000,
          uptime: 0,
        };
      return {
        ...well(minute, 10.5, 1),
        pendingRecords: Math.max(900, 90_000 - (minute - 10) * 40_000),
      };
    },
  },
  {
    fixture: 'managed-1x-status-rolled-back',
    title: 'The service says ROLLED_BACK of the application itself',
    from: FROM,
    rows: [
      'managed-flink 1.1 ROLLED_BACK',
      'flink-on-kubernetes 3.3 (Managed Service)',
    ],
    minutes: 20,
    onset: 5,
    expect: {
      moments: [
        {
          by: 7,
          verdict: ['Degraded', 'Unhealthy'],
          rule: 'rolled-back',
          role: 'cause',
        },
        {
          from: 7,
          to: 20,
          verdict: ['Degraded', 'Unhealthy'],
          rule: 'rolled-back',
        },
      ],
      never: [{ verdict: 'Healthy', from: 6, to: 20 }],
    },
    scene: minute => (minute < 5 ? {} : { status: 'ROLLED_BACK' }),
    values: until(5),
  },
];
