import { SimulatedJob } from '../world/types';
import { FlinkCluster, flinkLine } from './flink-cluster';

// `web.exception-history-size`
const KEPT = 16;
const LOOK_BACK_MS = 24 * 60 * 60_000;

/** `GET /jobs/:jobid/exceptions` */
export function jobExceptions(
  cluster: FlinkCluster,
  job: SimulatedJob,
  query: URLSearchParams,
): object {
  const now = cluster.nowMs();
  const from = Math.max(now - LOOK_BACK_MS, cluster.startedAtMs());
  const kept = job.exceptions(from, now).slice(-KEPT).reverse();
  const most = Number(query.get('maxExceptions') ?? 20) || 20;
  const shown = kept.slice(0, most);
  const newer = flinkLine(job.flinkVersion) >= 118;
  const entries = shown.map(exception => ({
    exceptionName: exception.exceptionName,
    stacktrace: exception.stackTrace,
    timestamp: exception.atMs,
    failureLabels: {},
    taskName: exception.taskName ?? null,
    ...(newer
      ? {
          endpoint: exception.endpoint ?? null,
          taskManagerId: exception.taskManagerId ?? null,
        }
      : { location: exception.endpoint ?? null }),
    concurrentExceptions: [],
  }));
  const [latest] = shown;
  // The deprecated members went away with Flink 2.
  const legacy =
    flinkLine(job.flinkVersion) < 200
      ? {
          'root-exception': latest?.stackTrace ?? null,
          timestamp: latest?.atMs ?? null,
          'all-exceptions': [],
          truncated: false,
        }
      : {};
  return {
    ...legacy,
    exceptionHistory: { entries, truncated: kept.length > shown.length },
  };
}
