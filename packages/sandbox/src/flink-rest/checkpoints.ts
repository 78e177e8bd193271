import { SimulatedCheckpoint, SimulatedJob } from '../world/types';
import { FlinkCluster } from './flink-cluster';
import { jobStartMs, parallelismOf } from './jobs';

const SHOWN = 10;
const LOOK_BACK_MS = 24 * 60 * 60_000;
// What Flink reports when checkpointing is off: Long.MAX_VALUE, as JavaScript reads it.
const NEVER_MS = 2 ** 63;

function entryOf(checkpoint: SimulatedCheckpoint, subtasks: number): object {
  const ended = checkpoint.endedAtMs ?? checkpoint.triggeredAtMs;
  const failed = checkpoint.status === 'FAILED';
  return {
    className: checkpoint.status.toLowerCase().replace('_', ''),
    id: checkpoint.id,
    status: checkpoint.status,
    is_savepoint: checkpoint.isSavepoint,
    savepointFormat: checkpoint.isSavepoint ? 'CANONICAL' : null,
    trigger_timestamp: checkpoint.triggeredAtMs,
    latest_ack_timestamp: ended,
    checkpointed_size: checkpoint.sizeBytes,
    state_size: checkpoint.sizeBytes,
    end_to_end_duration: ended - checkpoint.triggeredAtMs,
    alignment_buffered: 0,
    processed_data: 0,
    persisted_data: 0,
    num_subtasks: subtasks,
    num_acknowledged_subtasks:
      checkpoint.status === 'COMPLETED' ? subtasks : Math.floor(subtasks / 2),
    checkpoint_type: checkpoint.isSavepoint ? 'SAVEPOINT' : 'CHECKPOINT',
    tasks: {},
    ...(checkpoint.status === 'COMPLETED'
      ? { external_path: checkpoint.externalPath ?? null, discarded: false }
      : {}),
    ...(failed
      ? {
          failure_timestamp: ended,
          failure_message: checkpoint.failureMessage ?? 'Checkpoint failed',
        }
      : {}),
  };
}

function summaryOf(values: number[]): object {
  if (values.length === 0) {
    return { min: 0, max: 0, avg: 0, p50: 'NaN', p90: 'NaN', p99: 'NaN' };
  }
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return {
    min: sorted[0],
    max: sorted[sorted.length - 1],
    avg: Math.round(values.reduce((a, b) => a + b, 0) / values.length),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    p999: quantile(0.999),
  };
}

function lastCompleted(
  checkpoints: readonly SimulatedCheckpoint[],
  byMs: number,
): SimulatedCheckpoint | undefined {
  return checkpoints.findLast(
    ({ status, endedAtMs }) =>
      status === 'COMPLETED' && (endedAtMs ?? Infinity) <= byMs,
  );
}

/**
 * What this JobManager restored the job from when it took it up: the newest checkpoint of this run
 * when an earlier JobManager began it, else what the run itself was restored from. Flink counts either.
 */
function restoredAtStart(
  cluster: FlinkCluster,
  job: SimulatedJob,
): SimulatedCheckpoint | undefined {
  const now = cluster.nowMs();
  const jobStart = jobStartMs(job.at(now));
  const tookUp = cluster.startedAtMs();
  const ofThisRun =
    tookUp > jobStart
      ? job.checkpoints(Math.max(jobStart, tookUp - LOOK_BACK_MS), tookUp)
      : [];
  return lastCompleted(ofThisRun, tookUp) ?? job.restoredFrom(now);
}

/** `GET /jobs/:jobid/checkpoints` */
export function checkpointStatistics(
  cluster: FlinkCluster,
  job: SimulatedJob,
): object {
  const now = cluster.nowMs();
  const moment = job.at(now);
  const subtasks = job.vertices.reduce(
    (sum, vertex) => sum + parallelismOf(vertex, job, moment),
    0,
  );
  // Statistics live in the JobManager: they begin with it.
  const from = Math.max(now - LOOK_BACK_MS, cluster.startedAtMs());
  const all = job.checkpoints(from, now);
  const newest = (match: (item: SimulatedCheckpoint) => boolean) =>
    [...all].reverse().find(match);
  const shown = (item: SimulatedCheckpoint | undefined) =>
    item ? entryOf(item, subtasks) : null;
  const completed = all.filter(item => item.status === 'COMPLETED');
  const inProgress = all.filter(item => item.status === 'IN_PROGRESS').length;
  const runningSince = now - moment.uptimeMs;
  const startedFrom = restoredAtStart(cluster, job);
  const restored =
    moment.numRestarts > 0
      ? lastCompleted(all, runningSince) ?? startedFrom
      : startedFrom;
  const completedCount = moment.numberOfCompletedCheckpoints;
  const failedCount = moment.numberOfFailedCheckpoints;
  return {
    counts: {
      restored: (startedFrom ? 1 : 0) + (restored ? moment.numRestarts : 0),
      total: completedCount + failedCount + inProgress,
      in_progress: inProgress,
      completed: completedCount,
      failed: failedCount,
    },
    summary: {
      checkpointed_size: summaryOf(completed.map(item => item.sizeBytes)),
      state_size: summaryOf(completed.map(item => item.sizeBytes)),
      end_to_end_duration: summaryOf(
        completed.map(item => (item.endedAtMs ?? now) - item.triggeredAtMs),
      ),
      alignment_buffered: summaryOf([]),
      processed_data: summaryOf([]),
      persisted_data: summaryOf([]),
    },
    latest: {
      completed: shown(
        newest(item => item.status === 'COMPLETED' && !item.isSavepoint),
      ),
      savepoint: shown(
        newest(item => item.status === 'COMPLETED' && item.isSavepoint),
      ),
      failed: shown(newest(item => item.status === 'FAILED')),
      restored: restored
        ? {
            id: restored.id,
            restore_timestamp: runningSince,
            is_savepoint: restored.isSavepoint,
            external_path: restored.externalPath ?? null,
          }
        : null,
    },
    history: all
      .slice(-SHOWN)
      .reverse()
      .map(item => entryOf(item, subtasks)),
  };
}

/** `GET /jobs/:jobid/checkpoints/config` */
export function checkpointConfig(
  cluster: FlinkCluster,
  job: SimulatedJob,
): object {
  const configuration = cluster.configuration();
  const enabled = job.checkpointingEnabled;
  return {
    mode: 'exactly_once',
    interval: enabled ? job.checkpointIntervalMs : NEVER_MS,
    timeout: 600_000,
    min_pause: 0,
    max_concurrent: 1,
    externalization: { enabled: true, delete_on_cancellation: false },
    state_backend: 'EmbeddedRocksDBStateBackend',
    checkpoint_storage: 'FileSystemCheckpointStorage',
    unaligned_checkpoints:
      configuration['execution.checkpointing.unaligned.enabled'] === 'true',
    tolerable_failed_checkpoints: 3,
    aligned_checkpoint_timeout: 0,
    checkpoints_after_tasks_finish: true,
    state_changelog_enabled: false,
    changelog_periodic_materialization_interval: 600_000,
    changelog_storage: 'memory',
  };
}
