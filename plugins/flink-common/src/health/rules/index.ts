import type { HealthRule, RuleAbout } from './Rule';
import { accessDenied } from './access-denied';
import { backpressure } from './backpressure';
import { changeFailed } from './change-failed';
import { changeStalled } from './change-stalled';
import { checkpointFailing } from './checkpoint-failing';
import { checkpointMissing } from './checkpoint-missing';
import { checkpointSlow } from './checkpoint-slow';
import { gcPressure } from './gc-pressure';
import { haMetadataLost } from './ha-metadata-lost';
import { imagePullFailed } from './image-pull-failed';
import { jobEnded } from './job-ended';
import { jobFailed } from './job-failed';
import { jobManagerDown } from './job-manager-down';
import { jobUnreachable } from './job-unreachable';
import { lagGrowing } from './lag-growing';
import { lagHigh } from './lag-high';
import { leadershipLost } from './leadership-lost';
import { noInput } from './no-input';
import { noJob } from './no-job';
import { noOutput } from './no-output';
import { notebookIdle } from './notebook-idle';
import { operatorSilent } from './operator-silent';
import { outage } from './outage';
import { parallelismDiffers } from './parallelism-differs';
import { podRestarts } from './pod-restarts';
import { resourcePressure } from './resource-pressure';
import { restartLoop } from './restart-loop';
import { rolledBack } from './rolled-back';
import { scalingLimited } from './scaling-limited';
import { sessionClusterNotReady } from './session-cluster-not-ready';
import { sessionJobLost } from './session-job-lost';
import { snapshotFailed } from './snapshot-failed';
import { specRejected } from './spec-rejected';
import { stateGrowing } from './state-growing';
import { stateNotRestored } from './state-not-restored';
import { suspendedButRunning } from './suspended-but-running';
import { taskManagerOutOfMemory } from './task-manager-out-of-memory';
import { taskManagerPending } from './task-manager-pending';
import { watermarkStalled } from './watermark-stalled';

/** Every rule, in the order in which findings of one severity are listed: closest to a cause first. @public */
export const HEALTH_RULES: readonly HealthRule[] = [
  haMetadataLost,
  stateNotRestored,
  imagePullFailed,
  accessDenied,
  taskManagerOutOfMemory,
  taskManagerPending,
  jobManagerDown,
  leadershipLost,
  noJob,
  sessionClusterNotReady,
  sessionJobLost,
  suspendedButRunning,
  podRestarts,
  changeStalled,
  changeFailed,
  rolledBack,
  specRejected,
  operatorSilent,
  scalingLimited,
  resourcePressure,
  gcPressure,
  backpressure,
  watermarkStalled,
  jobFailed,
  jobEnded,
  jobUnreachable,
  checkpointFailing,
  restartLoop,
  outage,
  checkpointMissing,
  checkpointSlow,
  noOutput,
  noInput,
  snapshotFailed,
  lagHigh,
  lagGrowing,
  notebookIdle,
  stateGrowing,
  parallelismDiffers,
];

/** Findings that say why nothing can be said. They are no rules: nothing is wrong with the application. @public */
export const UNKNOWN_FINDINGS = {
  unreadable: {
    id: 'unreadable',
    title: 'Cannot be read',
    role: 'unknown',
    severity: 'unknown',
    needs: { parts: ['state'] },
    nextStep: 'Check the source’s credentials and network on the sources page.',
  },
  unrecognized: {
    id: 'unrecognized',
    title: 'Unknown state',
    role: 'unknown',
    severity: 'unknown',
    needs: { parts: ['state'] },
    nextStep: 'Look at the runtime’s own console, and report the state’s name.',
  },
  notAssessable: {
    id: 'not-assessable',
    title: 'Not enough data',
    role: 'unknown',
    severity: 'unknown',
    needs: { parts: ['state'] },
    nextStep: 'Check why the data named here is missing.',
  },
} as const satisfies Record<string, RuleAbout>;
