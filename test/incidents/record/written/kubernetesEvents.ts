import { incident } from '../expectations';
import { answers, deployment, event, SPEC } from './kubernetesObjects';
import type { KubernetesPlan } from './kubernetesScene';
import { at, iso } from './values';

const FROM =
  'objects as the operator writes them (fact sheet), through the real translation';
const DENIED =
  'java.nio.file.AccessDeniedException: s3://flink-state/orders: PUT: com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)';

/** What only events tell. */
export const EVENT_INCIDENTS: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-1x-storage-denied',
    title: 'The job may not write to its bucket and restarts',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #18'],
    minutes: 30,
    onset: 10,
    expect: incident(10, 30, [
      {
        by: 13,
        verdict: ['Degraded', 'Unhealthy'],
        rule: 'access-denied',
        role: 'cause',
        message: 'Access Denied',
      },
      {
        by: 24,
        verdict: 'Unhealthy',
        rule: 'access-denied',
        role: 'cause',
        also: ['restart-loop'],
      },
      { from: 24, to: 30, verdict: 'Unhealthy', rule: 'access-denied' },
    ]),
    scene: minute => {
      const failing = minute >= 10;
      const down = failing && minute % 2 === 0;
      return {
        deployment: deployment(
          failing
            ? {
                jobStatus: {
                  ...(down ? { state: 'RESTARTING' } : {}),
                  updateTime: String(at(minute)),
                },
              }
            : {},
        ),
        events: failing
          ? [
              event('JobException', DENIED, minute, {
                count: minute - 9,
                firstTimestamp: iso(10),
              }),
            ]
          : [],
        flink: failing
          ? answers(
              minute,
              {
                numRestarts: minute - 9,
                uptime: down ? 0 : 20_000,
                downtime: down ? 9_000 : 0,
                numberOfCompletedCheckpoints: 609,
                lastCheckpointDuration: 1900,
                lastCheckpointSize: 2_100_000_000,
              },
              {
                status: down ? 'RESTARTING' : 'RUNNING',
                lastCompletedCheckpoint: {
                  at: iso(9.5),
                  durationMs: 1900,
                  sizeBytes: 2_100_000_000,
                },
              },
            )
          : answers(minute),
      };
    },
  },
  {
    fixture: 'kubernetes-1x-savepoint-failed',
    title: 'A savepoint somebody asked for failed; the job is well',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #22 (SavepointError)'],
    minutes: 25,
    onset: 8,
    expect: incident(8, 25, [
      { by: 10, verdict: 'Degraded', rule: 'snapshot-failed' },
      { from: 10, to: 25, verdict: 'Degraded', rule: 'snapshot-failed' },
    ]),
    scene: minute => ({
      deployment: deployment(),
      events:
        minute < 8
          ? []
          : [
              event(
                'SavepointError',
                'Savepoint failed for savepointTriggerNonce: 12, checkpoint expired before completing',
                8,
              ),
            ],
      flink: answers(minute),
    }),
  },
  {
    fixture: 'kubernetes-1x-created-suspended',
    title: 'Applied as suspended: nobody has started it yet',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #5'],
    minutes: 15,
    expect: {
      moments: [{ from: 1, to: 15, verdict: 'Stopped', rule: null }],
      never: [],
    },
    scene: () => ({
      deployment: deployment({
        deployed: -30,
        metadata: { creationTimestamp: iso(-30), generation: 1 },
        spec: { job: { ...(SPEC.job as object), state: 'suspended' } },
        status: {
          lifecycleState: 'CREATED',
          jobManagerDeploymentStatus: 'MISSING',
          observedGeneration: undefined,
          jobStatus: {},
          reconciliationStatus: {
            state: 'UPGRADING',
            reconciliationTimestamp: at(-30),
          },
        },
      }),
    }),
  },
];
