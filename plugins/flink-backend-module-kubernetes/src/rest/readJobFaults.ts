import {
  exceptionRecordOf,
  type FaultRecord,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkExceptions } from './answers';
import type { FlinkRestClient } from './FlinkRestClient';

/** More than Flink keeps by default (`web.exception-history-size`: 16). */
const MOST_EXCEPTIONS = 100;
const KEPT_BY_DEFAULT = 16;
const SOURCE = 'Flink REST';

/** What one job's JobManager tells of its faults. */
export interface JobFaults {
  readonly records: readonly FaultRecord[];
  /** Epoch ms: what is older was not kept. The history begins with the job and has room for few. */
  readonly completeFromMs?: number;
}

/**
 * Reads the exceptions and completed checkpoints of a job.
 *
 * @param job - `name` goes into the records where several jobs share the cluster
 * @throws whatever the client throws
 */
export async function readJobFaults(
  client: FlinkRestClient,
  job: {
    readonly jobId: string;
    readonly name?: string;
    readonly startedAtMs?: number;
  },
): Promise<JobFaults> {
  const { exceptionHistory } = await client.exceptions(
    job.jobId,
    MOST_EXCEPTIONS,
  );
  const { history, latest } = await client.checkpoints(job.jobId);
  const of = job.name ? { job: job.name } : {};
  const completed = [
    ...history.filter(checkpoint => checkpoint?.status === 'COMPLETED'),
    latest?.completed,
  ].flatMap(checkpoint => checkpoint?.latest_ack_timestamp ?? []);
  return {
    records: [
      ...(job.startedAtMs === undefined
        ? []
        : [
            {
              kind: 'jobStarted',
              at: new Date(job.startedAtMs).toISOString(),
              ...of,
              source: SOURCE,
            } as const,
          ]),
      ...exceptionHistory.entries.flatMap(entry =>
        [entry, ...entry.concurrentExceptions].flatMap(
          exception => recordOf(exception, job.name) ?? [],
        ),
      ),
      ...[...new Set(completed)].map(
        atMs =>
          ({
            kind: 'checkpointCompleted',
            at: new Date(atMs).toISOString(),
            ...of,
            source: SOURCE,
          } as const),
      ),
    ],
    ...completeFrom(exceptionHistory, job.startedAtMs),
  };
}

function recordOf(
  exception: Omit<
    FlinkExceptions['exceptionHistory']['entries'][number],
    'concurrentExceptions'
  >,
  job: string | undefined,
) {
  return exception.timestamp === undefined
    ? undefined
    : exceptionRecordOf({
        atMs: exception.timestamp,
        throwable: exception.stacktrace,
        exceptionClass: exception.exceptionName ?? undefined,
        task: exception.taskName,
        taskManager: exception.taskManagerId,
        ...(job ? { job } : {}),
        source: SOURCE,
      });
}

function completeFrom(
  { entries, truncated }: FlinkExceptions['exceptionHistory'],
  startedAtMs: number | undefined,
): Pick<JobFaults, 'completeFromMs'> {
  const full = truncated || entries.length >= KEPT_BY_DEFAULT;
  const times = entries.flatMap(({ timestamp }) => timestamp ?? []);
  const oldestMs = full && times.length > 0 ? Math.min(...times) : startedAtMs;
  return oldestMs === undefined ? {} : { completeFromMs: oldestMs };
}
