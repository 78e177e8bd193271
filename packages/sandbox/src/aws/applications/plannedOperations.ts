import type { LivingJob } from '../../world';
import { hexOf } from '../../world/noise';
import type { ChangeKind } from '../../world/change';
import type { OperationRecord, Status } from './applicationTypes';

interface Mapping {
  readonly operation: string;
  readonly during: Status;
  readonly after: Status;
  readonly version?: OperationRecord['version'];
}

const MAPPINGS: Readonly<Record<ChangeKind, Mapping>> = {
  submit: {
    operation: 'StartApplication',
    during: 'STARTING',
    after: 'RUNNING',
  },
  start: {
    operation: 'StartApplication',
    during: 'STARTING',
    after: 'RUNNING',
  },
  deploy: {
    operation: 'UpdateApplication',
    during: 'UPDATING',
    after: 'RUNNING',
    version: 'new',
  },
  restart: {
    operation: 'UpdateApplication',
    during: 'UPDATING',
    after: 'RUNNING',
  },
  rescale: {
    operation: 'AutoScaling',
    during: 'AUTOSCALING',
    after: 'RUNNING',
  },
  maintenance: {
    operation: 'ApplicationMaintenance',
    during: 'MAINTENANCE',
    after: 'RUNNING',
  },
  rollback: {
    operation: 'RollbackApplication',
    during: 'ROLLING_BACK',
    after: 'RUNNING',
    version: 'previous',
  },
  stop: { operation: 'StopApplication', during: 'STOPPING', after: 'READY' },
  cancel: {
    operation: 'StopApplication',
    during: 'FORCE_STOPPING',
    after: 'READY',
  },
  finish: { operation: 'Finish', during: 'STOPPING', after: 'READY' },
};

/** The operations a job's story and history brought by the time, oldest first. */
export function plannedOperations(
  job: LivingJob,
  account: string,
  untilMs: number,
): OperationRecord[] {
  const { journal } = job.timeline;
  const runs = job.timeline.runsUntil(untilMs);
  const idOf = (atMs: number) => `op-${hexOf(`${job.jobId}/${atMs}`, 12)}`;
  return runs.flatMap((run, index) => {
    const { change } = run;
    if (journal.includes(change)) {
      return [];
    }
    const { operation, during, after, version } = MAPPINGS[change.kind];
    const next = runs[index + 1]?.change;
    const failed = change.kind === 'deploy' && next?.kind === 'rollback';
    const settleMs = change.kind === 'finish' ? 0 : 4_000;
    return [
      {
        id: idOf(change.atMs),
        operation,
        startMs: change.atMs,
        endMs: failed
          ? next.atMs
          : run.runningFromMs +
            (run.runningFromMs > change.atMs ? settleMs : 31_000),
        outcome: failed ? ('FAILED' as const) : ('SUCCESSFUL' as const),
        statusDuring: during,
        statusAfter: after,
        version,
        unlisted: change.kind === 'finish',
        ...(failed
          ? {
              errorString: `Flink job did not start within a total timeout of 5 minutes for application: ${job.name} under account: ${account}`,
              rollbackOperationId: idOf(next.atMs),
            }
          : {}),
      },
    ];
  });
}
