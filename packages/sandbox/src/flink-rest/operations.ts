import { randomBytes } from 'node:crypto';
import { JobControl, SimulatedCheckpoint, SimulatedJob } from '../world/types';
import { FlinkCluster, FlinkRestError } from './flink-cluster';

// `rest.async.store-duration`
const KEPT_MS = 5 * 60_000;

interface Trigger {
  jobId: string;
  startedAtMs: number;
  /** Undefined when the operation could not even begin. */
  savepoint?: SimulatedCheckpoint;
  directory: string;
  failure?: string;
}

/** Cancel, stop and savepoints of one JobManager, with the results it keeps for five minutes. */
export class JobOperations {
  private readonly triggers = new Map<string, Trigger>();

  constructor(private readonly cluster: FlinkCluster) {}

  /** @throws FlinkRestError 403 when the cluster takes no changes. */
  private control(): JobControl {
    const { control } = this.cluster;
    if (!control) {
      throw new FlinkRestError(403, 'This cluster does not allow changes.');
    }
    return control;
  }

  /** `PATCH /jobs/:jobid?mode=cancel` */
  cancel(job: SimulatedJob): object {
    this.refuseEnded(job);
    this.control().stop(job.jobId, 'cancel');
    return {};
  }

  /** `POST /jobs/:jobid/stop` */
  stop(job: SimulatedJob, body: Record<string, unknown>): object {
    this.refuseEnded(job);
    return this.start(job, body.triggerId, body.targetDirectory, true);
  }

  /** `POST /jobs/:jobid/savepoints` and `/checkpoints` */
  savepoint(job: SimulatedJob, body: Record<string, unknown>): object {
    return this.start(
      job,
      body.triggerId,
      body['target-directory'],
      body['cancel-job'] === true,
    );
  }

  /** `GET /jobs/:jobid/savepoints/:triggerid` */
  result(job: SimulatedJob, triggerId: string): object {
    const trigger = this.triggers.get(triggerId);
    const now = this.cluster.nowMs();
    if (
      !trigger ||
      trigger.jobId !== job.jobId ||
      now - trigger.startedAtMs > KEPT_MS
    ) {
      throw new FlinkRestError(
        404,
        `Operation not found under key: org.apache.flink.runtime.rest.handler.job.AsynchronousJobOperationKey@${triggerId.slice(
          0,
          8,
        )}`,
      );
    }
    if (trigger.failure !== undefined) {
      return {
        status: { id: 'COMPLETED' },
        operation: {
          'failure-cause': {
            class: 'org.apache.flink.util.SerializedThrowable',
            'stack-trace': trigger.failure,
          },
        },
      };
    }
    const newest = job
      .checkpoints(trigger.startedAtMs, now + 1)
      .find(item => item.id === trigger.savepoint?.id && item.isSavepoint);
    const end = (newest ?? trigger.savepoint)?.endedAtMs;
    if (end === undefined || end > now) {
      return { status: { id: 'IN_PROGRESS' }, operation: null };
    }
    return {
      status: { id: 'COMPLETED' },
      operation: {
        location:
          newest?.externalPath ??
          `${trigger.directory}/savepoint-${job.jobId.slice(0, 6)}`,
      },
    };
  }

  private start(
    job: SimulatedJob,
    wantedId: unknown,
    wantedDirectory: unknown,
    ends: boolean,
  ): object {
    const id =
      typeof wantedId === 'string' && /^[0-9a-f]{32}$/.test(wantedId)
        ? wantedId
        : randomBytes(16).toString('hex');
    // A trigger id chosen by the client makes a retry the same operation.
    if (this.triggers.has(id)) return { 'request-id': id };
    const now = this.cluster.nowMs();
    const directory =
      typeof wantedDirectory === 'string'
        ? wantedDirectory
        : this.cluster.configuration()['execution.checkpointing.savepoint-dir'];
    if (!directory) {
      throw new FlinkRestError(
        400,
        'Config key [execution.checkpointing.savepoint-dir] is not set. Property [targetDirectory] must be provided.',
      );
    }
    const running = job.at(now).status === 'RUNNING';
    const trigger: Trigger = running
      ? {
          jobId: job.jobId,
          startedAtMs: now,
          savepoint: this.control().triggerSavepoint(job.jobId),
          directory,
        }
      : {
          jobId: job.jobId,
          startedAtMs: now,
          directory,
          failure:
            'org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint triggering task is not being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks are currently running.',
        };
    this.triggers.set(id, trigger);
    if (running && ends) this.control().stop(job.jobId, 'savepoint');
    return { 'request-id': id };
  }

  private refuseEnded(job: SimulatedJob): void {
    const { status } = job.at(this.cluster.nowMs());
    if (['FINISHED', 'CANCELED', 'FAILED'].includes(status)) {
      throw new FlinkRestError(
        409,
        `Job ${job.jobId} has reached a terminal state ${status}.`,
      );
    }
  }
}
