import { incident } from '../expectations';
import {
  answers,
  deployment,
  event,
  flinkJob,
  SPEC,
} from './kubernetesObjects';
import type { KubernetesPlan } from './kubernetesScene';
import {
  at,
  collecting,
  creeping,
  iso,
  machinesOnly,
  noise,
  well,
} from './values';

const FROM =
  'objects of the operator and answers of Flink’s REST API (fact sheet), through the real translation';

const NPE =
  'java.lang.NullPointerException: Cannot invoke "java.math.BigDecimal.multiply(java.math.BigDecimal)" because the return value of "com.acme.Line.unitPrice()" is null';

/** What happens to jobs, and what Flink's REST API tells of it. */
export const JOB_INCIDENTS: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-1x-job-failed',
    title: 'The job used up its restarts and failed',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #9'],
    incident: 'job-failed',
    minutes: 25,
    onset: 10,
    expect: incident(10, 25, [
      {
        by: 12,
        verdict: 'Unhealthy',
        rule: 'job-failed',
        message: 'unitPrice',
      },
      { from: 12, to: 25, verdict: 'Unhealthy', rule: 'job-failed' },
    ]),
    scene: minute => ({
      deployment: deployment(
        minute < 10
          ? {}
          : {
              jobStatus: { state: 'FAILED', updateTime: String(at(10)) },
              status: { lifecycleState: 'FAILED' },
            },
      ),
      events: minute < 10 ? [] : [event('JobException', NPE, 10)],
      flink:
        minute < 10
          ? answers(minute)
          : {
              jobs: [flinkJob(10, { status: 'FAILED' })],
              values: machinesOnly(minute),
            },
    }),
  },
  {
    fixture: 'kubernetes-1x-job-canceled-outside',
    title: 'Somebody cancelled the job past the operator, which says STABLE',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #9'],
    minutes: 25,
    onset: 10,
    expect: incident(10, 25, [
      { by: 12, verdict: 'Unhealthy', rule: 'job-failed', message: 'cancel' },
      { from: 12, to: 25, verdict: 'Unhealthy', rule: 'job-failed' },
    ]),
    scene: minute => ({
      deployment: deployment(
        minute < 10
          ? {}
          : { jobStatus: { state: 'CANCELED', updateTime: String(at(10)) } },
      ),
      flink:
        minute < 10
          ? answers(minute)
          : {
              jobs: [flinkJob(10, { status: 'CANCELED' })],
              values: machinesOnly(minute),
            },
    }),
  },
  {
    fixture: 'kubernetes-1x-state-not-restored',
    title: 'An upgrade began from nothing and is STABLE',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #17'],
    minutes: 30,
    onset: 10,
    expect: {
      moments: [
        { from: 2, to: 9, verdict: 'Healthy', rule: null },
        {
          by: 15,
          verdict: 'Unhealthy',
          rule: 'state-not-restored',
          role: 'cause',
        },
        { from: 15, to: 30, verdict: 'Unhealthy', rule: 'state-not-restored' },
      ],
      never: [{ verdict: 'Healthy', from: 14, to: 30 }],
    },
    scene: minute => {
      const fresh = 'b2c3d4e5'.repeat(4);
      if (minute < 10) {
        return {
          deployment: deployment(),
          events: [
            event('Submit', 'Starting deployment', -599, { type: 'Normal' }),
          ],
          flink: answers(minute),
        };
      }
      const upgraded = minute >= 12;
      return {
        deployment: deployment({
          deployed: 10,
          metadata: { generation: 4 },
          jobStatus: upgraded
            ? {
                jobId: fresh,
                startTime: String(at(11.5)),
                updateTime: String(at(12)),
              }
            : { state: 'RECONCILING' },
          status: {
            observedGeneration: 4,
            lifecycleState: upgraded ? 'STABLE' : 'UPGRADING',
            jobManagerDeploymentStatus: upgraded ? 'READY' : 'DEPLOYING',
          },
        }),
        events: [
          event('Submit', 'Starting deployment', 10.5, { type: 'Normal' }),
          event(
            'SpecChanged',
            'UPGRADE change(s) detected (Diff: FlinkDeploymentSpec[image : orders:1.4.2 -> orders:1.5.0]), starting reconciliation.',
            10,
            { type: 'Normal' },
          ),
        ],
        flink: upgraded
          ? {
              jobs: [
                flinkJob(minute, {
                  jobId: fresh,
                  startedAt: iso(11.5),
                  restoredCheckpoints: 0,
                }),
              ],
              values: {
                ...well(minute, 11.5),
                lastCheckpointSize:
                  minute > 12 ? 4_000_000 + minute * 90_000 : undefined,
              },
            }
          : "Flink's REST API cannot be asked: the JobManager is DEPLOYING.",
      };
    },
  },
  {
    fixture: 'kubernetes-1x-slow-checkpoints',
    title: 'Checkpoints take four fifths of their interval',
    from: FROM,
    rows: [
      'flink-on-kubernetes 3.3 #24 (CHECKPOINT_SLOW)',
      'managed-flink 4.3 #5',
    ],
    incident: 'slow-checkpoints',
    minutes: 40,
    onset: 10,
    expect: incident(10, 40, [
      { by: 20, verdict: 'Degraded', rule: 'checkpoint-slow' },
      { from: 20, to: 40, verdict: 'Degraded', rule: 'checkpoint-slow' },
    ]),
    scene: minute => {
      const durationMs =
        minute < 10 ? 1_900 : 41_000 + Math.round(noise(minute, 3) * 9_000);
      return {
        deployment: deployment(),
        flink: answers(
          minute,
          { lastCheckpointDuration: durationMs },
          {
            lastCompletedCheckpoint: {
              at: iso(minute - 0.5),
              durationMs,
              sizeBytes: 9_100_000_000,
            },
          },
        ),
      };
    },
  },
  {
    fixture: 'kubernetes-1x-no-output',
    title: 'Records arrive and none is written',
    from: FROM,
    rows: ['UX rule: input and no output'],
    incident: 'no-output',
    minutes: 40,
    onset: 10,
    expect: incident(10, 40, [
      { by: 18, verdict: 'Unhealthy', rule: 'no-output' },
      { from: 18, to: 40, verdict: 'Unhealthy', rule: 'no-output' },
    ]),
    scene: minute => ({
      deployment: deployment(),
      flink: answers(minute, minute < 10 ? {} : { numRecordsOutPerSecond: 0 }),
    }),
  },
  {
    fixture: 'kubernetes-1x-watermark-stalled',
    title: 'An idle partition holds the watermark while records arrive',
    from: FROM,
    rows: ['managed-flink 4.3 #18 (watermark flat)'],
    incident: 'watermark-stalled',
    minutes: 50,
    onset: 10,
    expect: incident(10, 50, [
      { by: 28, verdict: 'Degraded', rule: 'watermark-stalled' },
      { from: 28, to: 50, verdict: 'Degraded', rule: 'watermark-stalled' },
    ]),
    scene: minute => ({
      deployment: deployment(),
      flink: answers(minute, {
        currentOutputWatermark: at(Math.min(minute, 10)) - 5_000,
      }),
    }),
  },
  {
    fixture: 'kubernetes-1x-no-job-in-flink',
    title: 'The operator says RUNNING, Flink knows of no job',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #6'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      { by: 18, verdict: 'Unhealthy', role: 'cause' },
      { from: 18, to: 30, verdict: 'Unhealthy', role: 'cause' },
    ]),
    scene: minute => ({
      deployment: deployment({
        spec: { job: { ...(SPEC.job as object), upgradeMode: 'stateless' } },
      }),
      flink:
        minute < 10
          ? answers(minute)
          : { jobs: [], values: machinesOnly(minute) },
    }),
  },
  {
    fixture: 'kubernetes-1x-garbage-collection',
    title: 'A TaskManager spends most of its time on collecting garbage',
    from: FROM,
    rows: ['managed-flink 4.3 #8'],
    incident: 'garbage-collection',
    minutes: 40,
    onset: 10,
    expect: incident(10, 40, [
      { by: 16, verdict: 'Degraded', rule: 'gc-pressure', role: 'cause' },
      { from: 16, to: 40, verdict: 'Degraded', rule: 'gc-pressure' },
    ]),
    scene: minute => ({
      deployment: deployment(),
      flink: answers(minute, collecting(minute)),
    }),
  },
  {
    fixture: 'kubernetes-1x-lag-creeps',
    title: 'The lag is small and only grows',
    from: FROM,
    rows: ['managed-flink 4.3 #10', 'flink-on-kubernetes 3.3 #25'],
    incident: 'lag-creeps',
    minutes: 75,
    onset: 10,
    expect: incident(10, 75, [
      {
        by: 50,
        verdict: 'Degraded',
        rule: 'lag-growing',
        role: 'symptom',
        since: [5, 20],
      },
      { from: 50, to: 75, verdict: 'Degraded', rule: 'lag-growing' },
    ]),
    scene: minute => ({
      deployment: deployment(),
      flink: answers(minute, creeping(minute)),
    }),
  },
];
