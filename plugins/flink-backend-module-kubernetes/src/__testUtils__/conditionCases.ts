import {
  minutesAgo,
  minutesAgoMs,
  rawDeployment,
  rawEvent,
  rawPod,
  type stateFrom,
} from './facts';
import { suspendedRun } from './suspendedRun';

type Raw = Parameters<typeof stateFrom>[0];
type Bend = NonNullable<Parameters<typeof rawDeployment>[0]>;

const SUSPENDED = {
  job: { state: 'suspended', upgradeMode: 'savepoint', parallelism: 4 },
};
export const bent = (bend: Bend, rest: Omit<Raw, 'deployment'> = {}): Raw => ({
  deployment: rawDeployment(bend),
  ...rest,
});
export const job = (state: string, sinceMinutes = 10) => ({
  jobStatus: { state, updateTime: String(minutesAgoMs(sinceMinutes)) },
});
export const specWritten = (agoMinutes: number) => ({
  generation: 4,
  managedFields: [
    {
      manager: 'kubectl-edit',
      operation: 'Update',
      time: minutesAgo(agoMinutes),
      fieldsV1: { 'f:spec': {} },
    },
  ],
});
const terminated = (reason: string, agoMinutes: number, exitCode = 137) => ({
  phase: 'Running',
  containerStatuses: [
    {
      name: 'flink-main-container',
      restartCount: 2,
      lastState: {
        terminated: { reason, exitCode, finishedAt: minutesAgo(agoMinutes) },
      },
    },
  ],
});
const waiting = (reason: string) => ({
  phase: 'Pending',
  containerStatuses: [
    { name: 'flink-main-container', state: { waiting: { reason } } },
  ],
});
const snapshotEvent = (reason: string, agoMinutes: number) =>
  rawEvent(reason, 'expired', agoMinutes, {
    involvedObject: {
      kind: 'FlinkStateSnapshot',
      namespace: 'payments',
      name: 'orders-nightly',
    },
  });
/** For each fact: what states it, and the nearest thing that does not. */
export const CASES: ReadonlyArray<
  [code: string, why: string, is: Raw, isNot: Raw]
> = [
  [
    'operatorNotWatching',
    'no status and no event after a minute',
    bent({ status: null, metadata: { creationTimestamp: minutesAgo(2) } }),
    bent({ status: null, metadata: { creationTimestamp: minutesAgo(0.5) } }),
  ],
  [
    'unsupportedFlinkVersion',
    'the event is newer than the object',
    bent(
      { status: null },
      { events: [rawEvent('UnsupportedFlinkVersion', 'v1_14', 5)] },
    ),
    bent(
      { status: null, metadata: { creationTimestamp: minutesAgo(1) } },
      { events: [rawEvent('UnsupportedFlinkVersion', 'v1_14', 5)] },
    ),
  ],
  [
    'deleteStalled',
    'the finalizer is still there after ten minutes',
    bent({ metadata: { deletionTimestamp: minutesAgo(11) } }),
    bent({ metadata: { deletionTimestamp: minutesAgo(9) } }),
  ],
  [
    'deleteStalled',
    'the operator says that cleaning up failed',
    bent(
      { metadata: { deletionTimestamp: minutesAgo(2) } },
      {
        events: [
          rawEvent(
            'CleanupFailed',
            'The session jobs [a] should be deleted first',
            1,
          ),
        ],
      },
    ),
    bent({ metadata: { deletionTimestamp: minutesAgo(2) } }),
  ],
  [
    'suspendedButRunning',
    'Flink runs a job that started after the suspend',
    bent(
      {
        spec: SUSPENDED,
        status: { lifecycleState: 'SUSPENDED', ...job('FINISHED') },
      },
      { flink: suspendedRun },
    ),
    bent(
      {
        spec: {
          ...SUSPENDED,
          flinkConfiguration: { 'high-availability': { type: 'kubernetes' } },
        },
        status: { lifecycleState: 'SUSPENDED', ...job('FINISHED') },
      },
      { flink: suspendedRun },
    ),
  ],
  [
    'suspendStalled',
    'five minutes after it was asked for',
    bent({ spec: SUSPENDED, metadata: specWritten(6) }),
    bent({ spec: SUSPENDED, metadata: specWritten(4) }),
  ],
  [
    'haMetadataLost',
    'the operator asks for a manual restore',
    bent({
      status: {
        lifecycleState: 'FAILED',
        jobManagerDeploymentStatus: 'MISSING',
        error:
          '{"type":"UpgradeFailureException","message":"HA metadata is not available. Manual restore required."}',
      },
    }),
    bent({ status: { lifecycleState: 'FAILED', error: 'another failure' } }),
  ],
  [
    'specRejected',
    'generation is ahead and validation failed',
    bent(
      { metadata: specWritten(10) },
      {
        events: [
          rawEvent(
            'ValidationError',
            'Job parallelism must be larger than 0',
            9,
          ),
        ],
      },
    ),
    bent(
      { metadata: specWritten(10) },
      { events: [rawEvent('ValidationError', 'about an older spec', 600)] },
    ),
  ],
  [
    'rolledBack',
    'the last stable spec runs',
    bent({ status: { lifecycleState: 'ROLLED_BACK' } }),
    bent({ status: { lifecycleState: 'ROLLING_BACK' } }),
  ],
  [
    'changeFailed',
    'the job runs and the last change left an error',
    bent({
      status: {
        error:
          '{"type":"UpgradeFailureException","message":"savepoint failed"}',
      },
    }),
    bent({ status: { error: '' } }),
  ],
  [
    'changeFailed',
    'an upgrade is under way and its savepoint failed',
    bent(
      {
        status: {
          lifecycleState: 'UPGRADING',
          reconciliationStatus: { reconciliationTimestamp: minutesAgoMs(3) },
        },
      },
      { events: [rawEvent('SavepointError', 'checkpoint expired', 1)] },
    ),
    bent({
      status: {
        lifecycleState: 'UPGRADING',
        reconciliationStatus: { reconciliationTimestamp: minutesAgoMs(3) },
      },
    }),
  ],
  [
    'operatorNotProgressing',
    'generation is ahead for more than five minutes without an error',
    bent({ metadata: specWritten(6) }),
    bent({ metadata: specWritten(4) }),
  ],
  [
    'scalingLimited',
    'the autoscaler met a limit within half an hour',
    bent({}, { events: [rawEvent('ResourceQuotaReached', 'quota', 20)] }),
    bent({}, { events: [rawEvent('ResourceQuotaReached', 'quota', 40)] }),
  ],
  [
    'snapshotFailed',
    'a savepoint failed within half an hour',
    bent({}, { events: [rawEvent('SavepointError', 'expired', 20)] }),
    bent({}, { events: [rawEvent('SavepointError', 'expired', 40)] }),
  ],
  [
    'snapshotFailed',
    'a snapshot of its own failed within half an hour',
    bent({}, { events: [snapshotEvent('SavepointError', 20)] }),
    bent({}, { events: [snapshotEvent('SavepointError', 40)] }),
  ],
  [
    'accessDenied',
    'an exception says so',
    bent(
      {},
      {
        events: [
          rawEvent(
            'JobException',
            'S3Exception: Access Denied (Status Code: 403)',
            5,
          ),
        ],
      },
    ),
    bent({}, { events: [rawEvent('JobException', 'NullPointerException', 5)] }),
  ],
  [
    'jobManagerDown',
    'the JobManager crash-loops while the operator says STABLE',
    bent({
      status: {
        lifecycleState: 'STABLE',
        jobManagerDeploymentStatus: 'ERROR',
        ...job('RECONCILING'),
        error:
          '{"message":"back-off 5m0s restarting failed container","additionalMetadata":{"reason":"CrashLoopBackOff"}}',
      },
    }),
    bent({ status: { lifecycleState: 'STABLE' } }),
  ],
  [
    'jobManagerDown',
    'its Deployment is missing',
    bent({
      status: { jobManagerDeploymentStatus: 'MISSING', ...job('RECONCILING') },
    }),
    bent({
      status: { jobManagerDeploymentStatus: 'MISSING', ...job('FINISHED') },
    }),
  ],
  [
    'jobFailed',
    'the job is FAILED',
    bent({ status: job('FAILED') }),
    bent({ status: { lifecycleState: 'UPGRADING', ...job('FAILED') } }),
  ],
  [
    'jobCanceledExternally',
    'cancelled although it should run',
    bent({ status: job('CANCELED') }),
    bent({
      spec: SUSPENDED,
      status: { lifecycleState: 'SUSPENDED', ...job('CANCELED') },
    }),
  ],
  [
    'jobUnreachable',
    'out of sight for more than two minutes',
    bent(
      { status: job('RECONCILING') },
      {
        seen: { jobState: { value: 'RECONCILING', sinceMs: minutesAgoMs(3) } },
      },
    ),
    bent(
      { status: job('RECONCILING') },
      {
        seen: { jobState: { value: 'RECONCILING', sinceMs: minutesAgoMs(1) } },
      },
    ),
  ],
  [
    'jobUnreachable',
    'Flink lost its leader for more than two minutes',
    bent({ status: job('SUSPENDED', 3) }),
    bent({ status: job('SUSPENDED', 1) }),
  ],
  [
    'jobRestarting',
    'the job restarts',
    bent({ status: job('RESTARTING') }),
    bent({ status: job('RUNNING') }),
  ],
  [
    'imagePullFailed',
    'a pod cannot pull its image',
    bent({}, { pods: [rawPod('taskmanager', waiting('ImagePullBackOff'))] }),
    bent({}, { pods: [rawPod('taskmanager', waiting('ContainerCreating'))] }),
  ],
  [
    'taskManagerOutOfMemory',
    'a TaskManager was killed for memory within half an hour',
    bent({}, { pods: [rawPod('taskmanager', terminated('OOMKilled', 12))] }),
    bent({}, { pods: [rawPod('taskmanager', terminated('OOMKilled', 40))] }),
  ],
  [
    'taskManagerPending',
    'a TaskManager finds no node for more than two minutes',
    bent({}, { pods: [rawPod('taskmanager', { phase: 'Pending' })] }),
    bent(
      {},
      {
        pods: [
          rawPod('taskmanager', {
            phase: 'Pending',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                lastTransitionTime: minutesAgo(1),
              },
            ],
          }),
        ],
      },
    ),
  ],
  [
    'podRestarts',
    'the JobManager restarted within half an hour',
    bent({}, { pods: [rawPod('jobmanager', terminated('Error', 5, 1))] }),
    bent({}, { pods: [rawPod('taskmanager', terminated('Completed', 5, 0))] }),
  ],
];
