import { endsJob } from './change';
import { stackTraceOf } from './failure';
import type { JobReading } from './jobReading';
import { hexOf } from './noise';
import type { SimulatedLogLine } from './types';

const COORDINATOR = 'org.apache.flink.runtime.checkpoint.CheckpointCoordinator';
const GRAPH = 'org.apache.flink.runtime.executiongraph.ExecutionGraph';
const MAIN_THREAD = 'flink-pekko.actor.default-dispatcher-4';

/** What the JobManager and TaskManagers wrote in [fromMs, toMs), oldest first. */
export function jobLogs(
  job: JobReading,
  fromMs: number,
  toMs: number,
): SimulatedLogLine[] {
  const lines = [
    ...changeLines(job, fromMs, toMs),
    ...outageLines(job, fromMs, toMs),
    ...checkpointLines(job, fromMs, toMs),
    ...storyLines(job, fromMs, toMs),
  ];
  return lines
    .filter(line => line.atMs >= fromMs && line.atMs < toMs)
    .sort((left, right) => left.atMs - right.atMs);
}

function info(atMs: number, logger: string, message: string): SimulatedLogLine {
  return { atMs, level: 'INFO', logger, thread: MAIN_THREAD, message };
}

function changeLines(job: JobReading, fromMs: number, toMs: number) {
  const lines: SimulatedLogLine[] = [];
  const named = `${job.name} (${job.jobId})`;
  for (const run of job.timeline.runsUntil(toMs)) {
    const { kind, atMs, downtimeMs } = run.change;
    if (atMs + 3_600_000 < fromMs) {
      continue;
    }
    if (endsJob(kind)) {
      const end = kind === 'cancel' ? 'CANCELED' : 'FINISHED';
      lines.push(
        info(
          atMs,
          GRAPH,
          `Job ${named} switched from state RUNNING to ${end}.`,
        ),
      );
      continue;
    }
    lines.push(
      info(
        atMs + 2_000,
        'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
        `Starting Flink ${job.flinkVersion} cluster, parallelism.default, ${run.parallelism}`,
      ),
      info(
        atMs + Math.min(downtimeMs, 30_000) / 2,
        GRAPH,
        `Job ${named} switched from state CREATED to RUNNING.`,
      ),
    );
    if (Number.isFinite(run.runningFromMs)) {
      for (const vertex of job.vertices) {
        lines.push(
          info(
            run.runningFromMs,
            GRAPH,
            `${vertex.name} (1/${vertex.parallelism}) (${hexOf(
              `${vertex.id}/${atMs}`,
              32,
            )}_0_0) switched from INITIALIZING to RUNNING.`,
          ),
        );
      }
    }
  }
  return lines;
}

function outageLines(job: JobReading, fromMs: number, toMs: number) {
  const lines: SimulatedLogLine[] = [];
  const named = `${job.name} (${job.jobId})`;
  for (const outage of job.outages(fromMs - 600_000, toMs)) {
    const { startMs, endMs, failure, index } = outage;
    const where = job.taskManager(index).id;
    const vertex =
      failure.vertex === undefined
        ? undefined
        : job.vertices.at(failure.vertex);
    if (vertex) {
      const subtask = 1 + (index % vertex.parallelism);
      lines.push({
        atMs: startMs,
        level: 'WARN',
        logger: 'org.apache.flink.runtime.taskmanager.Task',
        thread: `${vertex.name} (${subtask}/${vertex.parallelism})#${index}`,
        message: `${vertex.name} (${subtask}/${
          vertex.parallelism
        })#${index} (${hexOf(
          `${vertex.id}/${startMs}`,
          32,
        )}_${index}) switched from RUNNING to FAILED with failure cause:`,
        throwable: stackTraceOf(failure),
      });
    } else {
      lines.push({
        atMs: startMs,
        level: 'WARN',
        logger: 'org.apache.flink.runtime.jobmaster.JobMaster',
        thread: MAIN_THREAD,
        message: failure.taskManagerLost
          ? `TaskManager ${where} is no longer reachable; releasing its slots.`
          : `Job ${named} lost its leader.`,
        throwable: stackTraceOf(failure),
      });
    }
    lines.push(
      info(
        startMs + 20,
        GRAPH,
        `Job ${named} switched from state RUNNING to RESTARTING.`,
      ),
      info(
        Math.round((startMs + endMs) / 2),
        COORDINATOR,
        `Restoring job ${job.jobId} from the latest completed checkpoint.`,
      ),
      info(
        endMs,
        GRAPH,
        `Job ${named} switched from state RESTARTING to RUNNING.`,
      ),
    );
  }
  return lines;
}

function checkpointLines(job: JobReading, fromMs: number, toMs: number) {
  const lines: SimulatedLogLine[] = [];
  for (const checkpoint of job.checkpoints(fromMs - 900_000, toMs)) {
    const { id, triggeredAtMs, endedAtMs, isSavepoint } = checkpoint;
    const kind = isSavepoint ? 'savepoint' : 'checkpoint';
    lines.push(
      info(
        triggeredAtMs,
        COORDINATOR,
        `Triggering ${kind} ${id} @ ${triggeredAtMs} for job ${job.jobId}.`,
      ),
    );
    if (checkpoint.status === 'COMPLETED' && endedAtMs !== undefined) {
      lines.push(
        info(
          endedAtMs,
          COORDINATOR,
          `Completed ${kind} ${id} for job ${job.jobId} (${
            checkpoint.fullSizeBytes
          } bytes, checkpointDuration=${
            endedAtMs - triggeredAtMs
          } ms, finalizationTime=${20 + (id % 60)} ms).`,
        ),
      );
    } else if (checkpoint.status === 'FAILED' && endedAtMs !== undefined) {
      lines.push({
        atMs: endedAtMs,
        level: 'WARN',
        logger: 'org.apache.flink.runtime.checkpoint.CheckpointFailureManager',
        thread: MAIN_THREAD,
        message: `Failed to trigger or complete ${kind} ${id} for job ${job.jobId}. (${checkpoint.failureMessage})`,
      });
    }
  }
  return lines;
}

function storyLines(job: JobReading, fromMs: number, toMs: number) {
  const { story, storyStartsMs, profile, timeline } = job;
  const lines: SimulatedLogLine[] = [];
  const setting = { profile, startsMs: storyStartsMs };
  for (const line of story.lines?.(setting) ?? []) {
    const { everyMs, failure, ...rest } = line;
    const first = Math.max(0, Math.ceil((fromMs - storyStartsMs) / everyMs));
    const endMs = Math.min(toMs, timeline.storyEndsMs);
    for (
      let atMs = storyStartsMs + first * everyMs;
      atMs < endMs;
      atMs += everyMs
    ) {
      const run = timeline.runAt(atMs);
      if (run && !endsJob(run.change.kind)) {
        lines.push({
          ...rest,
          atMs,
          throwable: failure && stackTraceOf(failure),
        });
      }
    }
  }
  return lines;
}
