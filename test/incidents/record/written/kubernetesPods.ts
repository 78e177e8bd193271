import { incident } from '../expectations';
import {
  answers,
  deployment,
  event,
  flinkJob,
  pod,
  statusError,
} from './kubernetesObjects';
import type { KubernetesPlan } from './kubernetesScene';
import { at, iso, machinesOnly } from './values';

const FROM =
  'objects as the kubelet and the operator write them (fact sheet), through the real translation';
const NO_REST = "Flink's REST API cannot be asked: the JobManager is ERROR.";
const UNSCHEDULABLE =
  '0/12 nodes are available: 12 Insufficient memory. preemption: 0/12 nodes are available: 12 No preemption victims found for incoming pod.';
const NO_S3 =
  "Could not find a file system implementation for scheme 's3'. The scheme is directly supported by Flink through the following plugin(s): flink-s3-fs-hadoop, flink-s3-fs-presto.";

const waiting = (reason: string, message: string) => ({
  phase: 'Pending',
  containerStatuses: [
    {
      name: 'flink-main-container',
      restartCount: 0,
      state: { waiting: { reason, message } },
    },
  ],
});

const running = {
  phase: 'Running',
  containerStatuses: [
    {
      name: 'flink-main-container',
      restartCount: 0,
      ready: true,
      state: { running: { startedAt: iso(-600) } },
    },
  ],
};

/** What goes wrong with containers. */
export const POD_INCIDENTS: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-1x-image-not-pulled',
    title: 'The JobManager’s image cannot be pulled',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #2', 'flink-on-kubernetes 3.3 #8'],
    minutes: 25,
    onset: 5,
    expect: {
      moments: [
        {
          by: 8,
          verdict: ['Unhealthy'],
          rule: 'image-pull-failed',
          role: 'cause',
        },
        { from: 8, to: 25, verdict: 'Unhealthy', rule: 'image-pull-failed' },
      ],
      never: [{ verdict: 'Healthy', from: 5, to: 25 }],
    },
    scene: minute => {
      const message =
        'Back-off pulling image "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:1.4.3": 403 Forbidden';
      return minute < 5
        ? {
            deployment: deployment(),
            pods: [pod('jobmanager', running)],
            flink: answers(minute),
          }
        : {
            deployment: deployment({
              deployed: 5,
              metadata: { generation: 4 },
              jobStatus: { state: 'RECONCILING' },
              status: {
                lifecycleState: 'DEPLOYED',
                jobManagerDeploymentStatus: minute < 6 ? 'DEPLOYING' : 'ERROR',
                observedGeneration: 4,
                ...(minute < 6
                  ? {}
                  : { error: statusError(message, 'ImagePullBackOff') }),
              },
            }),
            pods: [
              pod(
                'jobmanager',
                waiting('ImagePullBackOff', message),
                'orders-jobmanager-2',
                5,
              ),
            ],
            events: minute < 6 ? [] : [event('ImagePullBackOff', message, 6)],
            flink: NO_REST,
          };
    },
  },
  {
    fixture: 'kubernetes-1x-first-deployment-crashes',
    title: 'The JobManager of a first deployment dies at once',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #1', 'flink-on-kubernetes 8 #18'],
    minutes: 25,
    onset: 0,
    expect: {
      moments: [
        {
          by: 5,
          verdict: 'Unhealthy',
          rule: ['job-manager-down', 'change-failed'],
          role: 'cause',
        },
        { from: 5, to: 25, verdict: 'Unhealthy' },
        { by: 25, verdict: 'Unhealthy', also: ['job-manager-down'] },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 25 }],
    },
    scene: minute => ({
      deployment: deployment({
        deployed: 0,
        metadata: { creationTimestamp: iso(0), generation: 1 },
        jobStatus: { state: 'RECONCILING', startTime: undefined },
        status: {
          lifecycleState: 'DEPLOYED',
          observedGeneration: 1,
          jobManagerDeploymentStatus: minute < 2 ? 'DEPLOYING' : 'ERROR',
          ...(minute < 2
            ? {}
            : { error: statusError(NO_S3, 'CrashLoopBackOff') }),
        },
        reconciliation: { lastStableSpec: undefined },
      }),
      pods: [
        pod(
          'jobmanager',
          minute < 2
            ? running
            : waiting(
                'CrashLoopBackOff',
                'back-off 40s restarting failed container',
              ),
          'orders-jobmanager-1',
          0,
        ),
      ],
      events: minute < 2 ? [] : [event('CrashLoopBackOff', NO_S3, 2)],
      flink: NO_REST,
    }),
  },
  {
    fixture: 'kubernetes-1x-no-capacity',
    title: 'Spot nodes were reclaimed and nothing takes their place',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #14', 'flink-on-kubernetes 3.3 #21'],
    minutes: 40,
    onset: 10,
    expect: incident(10, 40, [
      {
        by: 14,
        verdict: ['Degraded', 'Unhealthy'],
        rule: 'task-manager-pending',
        role: 'cause',
      },
      {
        by: 20,
        verdict: 'Unhealthy',
        rule: 'task-manager-pending',
        role: 'cause',
        why: 'restarting for more than five minutes, no TaskManager runs',
      },
      { from: 20, to: 40, verdict: 'Unhealthy', rule: 'task-manager-pending' },
    ]),
    scene: minute =>
      minute < 10
        ? {
            deployment: deployment(),
            pods: [pod('taskmanager', running)],
            flink: answers(minute),
          }
        : {
            deployment: deployment({
              jobStatus: {
                state: 'RESTARTING',
                updateTime: String(at(10)),
              },
            }),
            pods: [
              pod(
                'taskmanager',
                {
                  phase: 'Pending',
                  conditions: [
                    {
                      type: 'PodScheduled',
                      status: 'False',
                      reason: 'Unschedulable',
                      message: UNSCHEDULABLE,
                      lastTransitionTime: iso(10),
                    },
                  ],
                },
                'orders-taskmanager-2-1',
                10,
              ),
            ],
            events: [
              event(
                'JobException',
                'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.',
                10,
              ),
            ],
            flink: {
              jobs: [flinkJob(10, { status: 'RESTARTING' })],
              values: {
                ...machinesOnly(minute),
                numRestarts: 1 + Math.floor((minute - 10) / 5),
                uptime: 0,
                downtime: (minute - 10) * 60_000 + 30_000,
                numberOfCompletedCheckpoints: 600,
                numberOfFailedCheckpoints: 0,
              },
            },
          },
  },
  {
    fixture: 'kubernetes-1x-leadership-lost',
    title: 'No JobManager leads the job any more',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #15', 'flink-on-kubernetes 3.3 #13'],
    minutes: 25,
    onset: 8,
    expect: {
      moments: [
        { from: 2, to: 7, verdict: 'Healthy', rule: null },
        {
          by: 13,
          verdict: ['Degraded', 'Unhealthy'],
          rule: 'leadership-lost',
          role: 'cause',
        },
        { from: 14, to: 25, verdict: 'Unhealthy', rule: 'leadership-lost' },
      ],
      never: [
        { verdict: 'Healthy', from: 9, to: 25 },
        { verdict: 'Stopped', from: 0, to: 25 },
      ],
    },
    scene: minute => ({
      deployment: deployment(
        minute < 8
          ? {}
          : { jobStatus: { state: 'SUSPENDED', updateTime: String(at(8)) } },
      ),
      events:
        minute < 8
          ? []
          : [
              event(
                'JobStatusChanged',
                'Job status changed from RUNNING to SUSPENDED',
                8,
                { type: 'Normal' },
              ),
            ],
      flink:
        minute < 8
          ? answers(minute)
          : {
              jobs: [flinkJob(8, { status: 'SUSPENDED' })],
              values: machinesOnly(minute),
            },
    }),
  },
  {
    fixture: 'kubernetes-1x-job-unreachable',
    title: 'The operator lost sight of the job',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #13 (RECONCILING)'],
    minutes: 30,
    onset: 8,
    expect: {
      moments: [
        { from: 2, to: 7, verdict: 'Healthy', rule: null },
        { by: 12, verdict: ['Degraded', 'Unhealthy'], rule: 'job-unreachable' },
        { by: 16, verdict: 'Unhealthy', rule: 'job-unreachable' },
        { from: 16, to: 30, verdict: 'Unhealthy', rule: 'job-unreachable' },
      ],
      never: [{ verdict: 'Healthy', from: 10, to: 30 }],
    },
    scene: minute => ({
      deployment: deployment(
        minute < 8 ? {} : { jobStatus: { state: 'RECONCILING' } },
      ),
      flink:
        minute < 8
          ? answers(minute)
          : "Flink's REST API of payments/orders cannot be reached: the service proxy answered 503.",
    }),
  },
  {
    fixture: 'kubernetes-1x-taskmanager-restarted',
    title: 'A TaskManager’s container ended with an error; the job runs again',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #21 (POD_RESTARTS)'],
    minutes: 70,
    onset: 10,
    expect: {
      moments: [
        { from: 2, to: 9, verdict: 'Healthy', rule: null },
        { by: 12, verdict: 'Degraded', rule: 'pod-restarts', role: 'cause' },
        { from: 12, to: 39, verdict: 'Degraded', rule: 'pod-restarts' },
        {
          by: 60,
          verdict: 'Healthy',
          rule: null,
          why: 'half an hour and a quiet period later it is history',
        },
      ],
      never: [
        { verdict: 'Healthy', from: 12, to: 39 },
        { verdict: 'Unhealthy', from: 0, to: 70 },
      ],
    },
    scene: minute => ({
      deployment: deployment(),
      pods: [
        pod('jobmanager', running),
        pod(
          'taskmanager',
          minute < 10
            ? running
            : {
                phase: 'Running',
                containerStatuses: [
                  {
                    name: 'flink-main-container',
                    restartCount: 1,
                    ready: true,
                    state: { running: { startedAt: iso(10.2) } },
                    lastState: {
                      terminated: {
                        exitCode: 239,
                        reason: 'Error',
                        finishedAt: iso(10),
                      },
                    },
                  },
                ],
              },
        ),
      ],
      flink: answers(minute),
    }),
  },
];
