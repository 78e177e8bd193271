import { incident } from '../expectations';
import {
  answers,
  deployment,
  event,
  flinkJob,
  SPEC,
  statusError,
} from './kubernetesObjects';
import type { KubernetesPlan } from './kubernetesScene';
import { at, iso, machinesOnly } from './values';

const FROM =
  'objects as the operator writes them (fact sheet, shapes of the status samples), through the real translation';
const HA_LOST =
  'HA metadata not available to restore from last state. It is possible that the job has finished or terminally failed, or the configmaps have been deleted. Manual restore required.';

const NO_REST = "Flink's REST API cannot be asked: the JobManager is MISSING.";
const withoutJob = (minute: number, missing: boolean) =>
  missing ? NO_REST : { jobs: [], values: machinesOnly(minute) };

/** What goes wrong between the operator and the resource. */
export const OPERATOR_INCIDENTS: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-1x-ha-metadata-lost',
    title: 'An upgrade finds no HA metadata',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #3', 'flink-on-kubernetes 3.3 #7'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      { by: 12, verdict: 'Unhealthy', rule: 'ha-metadata-lost', role: 'cause' },
      { from: 12, to: 30, verdict: 'Unhealthy', rule: 'ha-metadata-lost' },
    ]),
    scene: minute =>
      minute < 10
        ? { deployment: deployment(), flink: answers(minute) }
        : {
            deployment: deployment({
              deployed: 9,
              metadata: { generation: 4 },
              jobStatus: { state: 'RECONCILING' },
              status: {
                lifecycleState: 'FAILED',
                jobManagerDeploymentStatus: 'MISSING',
                observedGeneration: 4,
                error: statusError(HA_LOST, 'UpgradeFailed'),
              },
            }),
            events: [event('UpgradeFailed', HA_LOST, 10)],
          },
  },
  {
    fixture: 'kubernetes-1x-upgrade-after-ttl',
    title: 'A job that ended days ago cannot be upgraded any more',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #4'],
    minutes: 20,
    onset: 5,
    expect: {
      moments: [
        {
          by: 7,
          verdict: 'Unhealthy',
          rule: 'ha-metadata-lost',
          role: 'cause',
        },
        { from: 7, to: 20, verdict: 'Unhealthy', rule: 'ha-metadata-lost' },
      ],
      never: [{ verdict: 'Healthy', from: 6, to: 20 }],
    },
    scene: minute => ({
      deployment: deployment({
        deployed: minute < 5 ? -6000 : 5,
        jobStatus: { state: 'FINISHED', updateTime: String(at(-3000)) },
        status: {
          jobManagerDeploymentStatus: 'MISSING',
          ...(minute < 5
            ? {}
            : {
                lifecycleState: 'FAILED',
                observedGeneration: 4,
                error: statusError(HA_LOST, 'RestoreFailed'),
              }),
        },
        ...(minute < 5 ? {} : { metadata: { generation: 4 } }),
      }),
      events:
        minute < 5
          ? []
          : [event('Missing', 'Missing JobManager deployment', 5)],
    }),
  },
  {
    fixture: 'kubernetes-1x-savepoint-pending',
    title: 'The upgrade waits for a savepoint and nobody says so',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #10', 'flink-on-kubernetes 3.3 #19'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      { by: 17, verdict: 'Degraded', rule: 'operator-silent', role: 'cause' },
      { from: 17, to: 30, verdict: 'Degraded', rule: 'operator-silent' },
    ]),
    scene: minute => ({
      deployment: deployment(
        minute < 10
          ? {}
          : {
              metadata: {
                generation: 4,
                managedFields: [
                  {
                    manager: 'argocd-controller',
                    operation: 'Apply',
                    time: iso(10),
                    fieldsV1: { 'f:spec': {} },
                  },
                ],
              },
            },
      ),
      flink: answers(minute),
    }),
  },
  {
    fixture: 'kubernetes-1x-unsupported-version',
    title: 'The operator does not know the Flink version',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #19', 'flink-on-kubernetes 3.3 #1c'],
    minutes: 15,
    onset: 0,
    expect: incident(0, 15, [
      { by: 2, verdict: 'Unhealthy', rule: 'spec-rejected', role: 'cause' },
      { from: 2, to: 15, verdict: 'Unhealthy', rule: 'spec-rejected' },
    ]),
    scene: () => ({
      deployment: deployment({
        status: null,
        spec: { flinkVersion: 'v1_15' },
        metadata: { creationTimestamp: iso(-1), generation: 1 },
        deployed: -1,
      }),
      events: [
        event(
          'UnsupportedFlinkVersion',
          'Flink version v1_15 is not supported by this version of the operator',
          0,
        ),
      ],
    }),
  },
  {
    fixture: 'kubernetes-1x-operator-not-watching',
    title: 'Nobody watches the namespace',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #1b'],
    minutes: 15,
    onset: 0,
    expect: {
      moments: [
        { by: 3, verdict: 'Unknown' },
        { from: 3, to: 15, verdict: 'Unknown' },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 15 }],
    },
    scene: () => ({
      deployment: deployment({
        status: null,
        metadata: { creationTimestamp: iso(0), generation: 1 },
        deployed: 0,
      }),
    }),
  },
  {
    fixture: 'kubernetes-1x-deletion-stuck',
    title: 'The object waits for its finalizer',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #7', 'flink-on-kubernetes 3.3 #2b'],
    minutes: 25,
    onset: 5,
    expect: {
      moments: [
        { from: 6, to: 9, verdict: 'Changing' },
        { by: 17, verdict: ['Degraded', 'Unhealthy'], rule: 'change-stalled' },
        { from: 17, to: 25, verdict: ['Degraded', 'Unhealthy'] },
      ],
      never: [{ verdict: 'Healthy', from: 5, to: 25 }],
    },
    scene: minute => ({
      deployment: deployment(
        minute < 5
          ? {}
          : {
              metadata: { deletionTimestamp: iso(5) },
              status: { lifecycleState: 'DELETING' },
            },
      ),
      flink: answers(minute),
    }),
  },
  {
    fixture: 'kubernetes-1x-suspend-stalled',
    title: 'Suspending does not come to its end',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #6'],
    minutes: 30,
    onset: 5,
    expect: {
      moments: [
        { from: 6, to: 9, verdict: 'Changing' },
        { by: 12, verdict: 'Degraded', rule: 'change-stalled', role: 'cause' },
        { from: 12, to: 30, verdict: ['Degraded', 'Unhealthy'] },
      ],
      never: [
        { verdict: 'Healthy', from: 5, to: 30 },
        { verdict: 'Stopped', from: 5, to: 30 },
      ],
    },
    scene: minute => ({
      deployment: deployment(
        minute < 5
          ? {}
          : {
              deployed: 5,
              metadata: { generation: 4 },
              spec: {
                job: { ...(SPEC.job as object), state: 'suspended' },
              },
              jobStatus: {
                state: 'RUNNING',
                startTime: String(at(-599)),
                updateTime: String(at(-599)),
              },
            },
      ),
      flink: answers(minute),
    }),
  },
  {
    fixture: 'kubernetes-1x-suspended-but-running',
    title: 'A suspended job runs again from nothing',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #5', 'flink-on-kubernetes 3.3 #4'],
    minutes: 20,
    onset: 8,
    expect: {
      moments: [
        { from: 1, to: 7, verdict: 'Stopped', rule: null },
        {
          by: 11,
          verdict: 'Unhealthy',
          rule: 'suspended-but-running',
          role: 'cause',
        },
        { from: 11, to: 20, verdict: 'Unhealthy' },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 20 }],
    },
    scene: minute => ({
      deployment: deployment({
        deployed: -90,
        spec: {
          flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '2' },
          job: {
            ...(SPEC.job as object),
            upgradeMode: 'savepoint',
            state: 'suspended',
          },
        },
        jobStatus: { state: 'FINISHED' },
        status: { lifecycleState: 'SUSPENDED' },
      }),
      ...(minute < 8
        ? {}
        : {
            flink: {
              jobs: [
                flinkJob(minute, {
                  jobId: 'f'.repeat(32),
                  startedAt: iso(8),
                  restoredCheckpoints: 0,
                  lastCompletedCheckpoint: undefined,
                }),
              ],
              values: {},
            },
          }),
    }),
  },
  {
    fixture: 'kubernetes-1x-stable-with-no-job',
    title: 'STABLE, and Flink runs no job at all',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #6'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      {
        by: 18,
        verdict: ['Unhealthy', 'Degraded'],
        why: 'a stateless job cannot recover from HA; nothing runs and nothing says so',
      },
      { by: 30, verdict: 'Unhealthy' },
    ]),
    scene: minute => {
      const lost = minute >= 10;
      const cycle = (minute - 10) % 6;
      return {
        deployment: deployment({
          spec: {
            job: { ...(SPEC.job as object), upgradeMode: 'stateless' },
          },
          ...(lost
            ? {
                jobStatus: { state: 'RECONCILING' },
                status: {
                  jobManagerDeploymentStatus: cycle < 2 ? 'MISSING' : 'READY',
                },
              }
            : {}),
        }),
        events: lost
          ? [
              event(
                'RecoverDeployment',
                'Recovering lost deployment',
                minute - cycle,
              ),
            ]
          : [],
        flink: lost ? withoutJob(minute, cycle < 2) : answers(minute),
      };
    },
  },
  {
    fixture: 'kubernetes-1x-quota-reached',
    title: 'The autoscaler meets its quota',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #16', 'flink-on-kubernetes 3.3 #22'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      { by: 12, verdict: 'Degraded', rule: 'scaling-limited', role: 'cause' },
      { from: 12, to: 30, verdict: 'Degraded', rule: 'scaling-limited' },
    ]),
    scene: minute => ({
      deployment: deployment(),
      events:
        minute < 10
          ? []
          : [
              event(
                'ResourceQuotaReached',
                'Resource usage is above the allowed limit for scaling operations. Please adjust the resource quota manually.',
                10 + Math.floor((minute - 10) / 10) * 10,
                { firstTimestamp: iso(10) },
              ),
            ],
      flink: answers(minute),
    }),
  },
  {
    fixture: 'kubernetes-1x-last-change-failed',
    title: 'The job runs on, its newest upgrade failed',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #20'],
    minutes: 25,
    onset: 8,
    expect: incident(8, 25, [
      { by: 10, verdict: 'Degraded', rule: 'change-failed', role: 'cause' },
      { from: 10, to: 25, verdict: 'Degraded', rule: 'change-failed' },
    ]),
    scene: minute => ({
      deployment: deployment(
        minute < 8
          ? {}
          : {
              metadata: { generation: 4 },
              status: {
                observedGeneration: 4,
                error: statusError(
                  'Savepoint could not be completed: checkpoint expired before completing',
                  'SavepointError',
                  'org.apache.flink.kubernetes.operator.exception.UpgradeFailureException',
                ),
              },
            },
      ),
      flink: answers(minute),
    }),
  },
];
