import { calm, incident } from '../expectations';
import {
  answers,
  deployment,
  event,
  flinkJob,
  SPEC,
} from './kubernetesObjects';
import type { KubernetesPlan } from './kubernetesScene';
import { at, iso, machinesOnly, stage, well } from './values';

const FROM =
  'objects of the operator and answers of Flink’s REST API (fact sheet), through the real translation';

/** Jobs that only look as if something were wrong, and what the portal cannot see. */
export const LOOKALIKES: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-1x-checkpoints-off-idle-watermark',
    title: 'Checkpointing is off, no watermark was ever sent, busy time is NaN',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #24 (disabled)', 'issue: traps'],
    minutes: 40,
    expect: calm(40),
    scene: minute => ({
      deployment: deployment({
        spec: { flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '2' } },
      }),
      flink: {
        jobs: [
          flinkJob(minute, {
            lastCompletedCheckpoint: undefined,
            restoredCheckpoints: undefined,
            checkpointing: { read: true },
          }),
        ],
        values: {
          ...well(minute),
          currentOutputWatermark: undefined,
          busyTimeMsPerSecond: undefined,
          lastCheckpointDuration: undefined,
          lastCheckpointSize: undefined,
          numberOfCompletedCheckpoints: 0,
        },
      },
    }),
  },
  {
    fixture: 'kubernetes-1x-catching-up',
    title: 'After a deployment of six minutes the job reads what waited',
    from: FROM,
    rows: ['issue: catching up after a deployment'],
    minutes: 45,
    expect: {
      moments: [
        { from: 4, to: 9, verdict: 'Healthy', rule: null },
        { from: 10, to: 14, verdict: 'Changing' },
        {
          from: 30,
          to: 45,
          verdict: 'Healthy',
          rule: null,
          why: 'the lag was worked off by minute 22',
        },
      ],
      never: [
        { verdict: 'Unhealthy', from: 0, to: 45 },
        { rule: 'restart-loop', from: 0, to: 45 },
        { rule: 'outage', from: 0, to: 45 },
        { rule: 'state-not-restored', from: 0, to: 45 },
      ],
    },
    scene: minute => {
      const upgrading = minute >= 10 && minute < 15;
      const after = minute >= 15;
      const waiting = after
        ? Math.max(0, 1_000_000 - (minute - 15) * 150_000)
        : 0;
      return {
        deployment: deployment({
          ...(minute < 10 ? {} : { deployed: 10, metadata: { generation: 4 } }),
          jobStatus: stage<Record<string, string>>(
            minute,
            {},
            [10, { state: 'RECONCILING' }],
            [
              15,
              {
                jobId: 'c3d4e5f6'.repeat(4),
                startTime: String(at(14.5)),
                updateTime: String(at(14.8)),
              },
            ],
          ),
          status: stage<Record<string, unknown>>(
            minute,
            {},
            [
              10,
              {
                observedGeneration: 4,
                lifecycleState: 'UPGRADING',
                jobManagerDeploymentStatus: 'DEPLOYING',
              },
            ],
            [15, { observedGeneration: 4 }],
          ),
        }),
        events:
          minute < 10
            ? []
            : [
                event(
                  'SpecChanged',
                  'UPGRADE change(s) detected (Diff: FlinkDeploymentSpec[image : orders:1.4.2 -> orders:1.5.0]), starting reconciliation.',
                  10,
                  { type: 'Normal' },
                ),
              ],
        flink: upgrading
          ? "Flink's REST API cannot be asked: the JobManager is DEPLOYING."
          : {
              jobs: [
                after
                  ? flinkJob(minute, {
                      jobId: 'c3d4e5f6'.repeat(4),
                      startedAt: iso(14.5),
                    })
                  : flinkJob(minute),
              ],
              values: {
                ...well(minute, after ? 14.5 : -600),
                ...(waiting > 0
                  ? {
                      pendingRecords: waiting,
                      numRecordsInPerSecond: 5600,
                      numRecordsOutPerSecond: 5100,
                      cpuUtilization: 74,
                      busyTimeMsPerSecond: 930,
                    }
                  : {}),
              },
            },
      };
    },
  },
  {
    fixture: 'kubernetes-1x-batch-finished',
    title: 'A declared batch job came to its end',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #15'],
    minutes: 20,
    expect: {
      moments: [
        { from: 2, to: 9, verdict: ['Healthy', 'Changing'], rule: null },
        { from: 11, to: 20, verdict: 'Healthy', rule: null },
      ],
      never: [],
    },
    scene: minute => {
      const spec = {
        flinkConfiguration: {
          'execution.runtime-mode': 'BATCH',
          'taskmanager.numberOfTaskSlots': '2',
        },
      };
      const { uptime, numRestarts, downtime, ...rest } = well(minute, -60);
      const values = {
        ...rest,
        uptime,
        numRestarts,
        downtime,
        numberOfCompletedCheckpoints: 0,
        lastCheckpointDuration: undefined,
        lastCheckpointSize: undefined,
        currentOutputWatermark: undefined,
      };
      return minute < 10
        ? {
            deployment: deployment({ spec, deployed: -60 }),
            flink: {
              jobs: [
                flinkJob(minute, {
                  startedAt: iso(-59),
                  lastCompletedCheckpoint: undefined,
                  checkpointing: { read: true },
                }),
              ],
              values,
            },
          }
        : {
            deployment: deployment({
              spec,
              deployed: -60,
              jobStatus: { state: 'FINISHED', updateTime: String(at(10)) },
            }),
            flink: {
              jobs: [flinkJob(10, { status: 'FINISHED' })],
              values: machinesOnly(minute),
            },
          };
    },
  },
  {
    fixture: 'kubernetes-1x-rest-unreachable',
    title: 'The service proxy fails for a while, the operator says all is well',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #26'],
    minutes: 50,
    onset: 10,
    expect: {
      moments: [
        { from: 4, to: 9, verdict: 'Healthy', rule: null },
        {
          by: 30,
          verdict: 'Unknown',
          why: 'what was read grows old; unreadable is never Healthy',
        },
        { by: 45, verdict: 'Healthy', rule: null },
      ],
      never: [
        { verdict: 'Unhealthy', from: 0, to: 50 },
        { verdict: 'Degraded', from: 0, to: 50 },
        { verdict: 'Healthy', from: 27, to: 39 },
      ],
    },
    scene: minute => ({
      deployment: deployment(),
      flink:
        minute >= 10 && minute < 40
          ? "Flink's REST API of payments/orders cannot be reached: the service proxy answered 503."
          : answers(minute),
    }),
  },
  {
    fixture: 'kubernetes-1x-cluster-unreachable',
    title: 'The API server does not answer for a while',
    from: FROM,
    rows: ['UX 1: stale > 3 polls'],
    incident: 'source-unreachable',
    minutes: 35,
    onset: 10,
    expect: {
      moments: [
        { from: 4, to: 9, verdict: 'Healthy', rule: null },
        { by: 15, verdict: 'Unknown', rule: 'unreadable' },
        { from: 15, to: 24, verdict: 'Unknown', rule: 'unreadable' },
        { by: 30, verdict: 'Healthy', rule: null },
      ],
      never: [{ verdict: 'Healthy', from: 15, to: 24 }],
    },
    scene: minute =>
      minute >= 10 && minute < 25
        ? {
            silent:
              'Cluster "eks-prod" cannot be reached: connect ECONNREFUSED',
          }
        : { deployment: deployment(), flink: answers(minute) },
  },
  {
    fixture: 'kubernetes-2x-blue-green-fails',
    title: 'The green side of a blue/green pair does not come up; blue runs on',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 (blue/green)'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      { by: 13, verdict: 'Degraded', role: 'cause' },
      { from: 13, to: 30, verdict: 'Degraded' },
    ]),
    scene: minute => ({
      blueGreen: {
        apiVersion: 'flink.apache.org/v1beta1',
        kind: 'FlinkBlueGreenDeployment',
        metadata: {
          name: 'orders',
          namespace: 'payments',
          uid: 'uid-bg',
          resourceVersion: '9',
          generation: minute < 10 ? 2 : 3,
          creationTimestamp: iso(-6000),
        },
        spec: { template: { spec: { ...SPEC, flinkVersion: 'v2_2' } } },
        status: {
          blueGreenState: 'ACTIVE_BLUE',
          jobStatus: { state: minute < 10 ? 'RUNNING' : 'FAILING' },
          lastReconciledTimestamp: iso(minute < 10 ? -600 : 10),
          ...(minute < 10
            ? {}
            : {
                error:
                  'Aborting deployment orders-green, rolling B/G deployment back to orders-blue',
              }),
        },
      },
      deployment: deployment({
        spec: { flinkVersion: 'v2_2' },
        metadata: {
          name: 'orders-blue',
          labels: { 'flink/blue-green-deployment-type': 'BLUE' },
          ownerReferences: [
            {
              apiVersion: 'flink.apache.org/v1beta1',
              kind: 'FlinkBlueGreenDeployment',
              name: 'orders',
              uid: 'uid-bg',
            },
          ],
        },
      }),
      flink: answers(minute),
    }),
  },
];
