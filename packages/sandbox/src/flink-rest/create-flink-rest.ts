import { SimulatedJob, SimulatedVertex } from '../world/types';
import { checkpointConfig, checkpointStatistics } from './checkpoints';
import { jobExceptions } from './exceptions';
import {
  FlinkCluster,
  FlinkRest,
  FlinkRestError,
  FlinkRestRequest,
  FlinkRestResponse,
} from './flink-cluster';
import { jobMetrics } from './job-metrics';
import {
  clusterOverview,
  jobConfig,
  jobDetails,
  jobIds,
  jobsOverview,
  planOf,
} from './jobs';
import { MetricValues, aggregatedMetrics, plainMetrics } from './metrics';
import { JobOperations } from './operations';
import {
  jobManagerMetrics,
  taskManagerDetails,
  taskManagerList,
  taskManagerMetrics,
} from './task-managers';
import { vertexMetrics } from './vertex-metrics';
import { backPressure, vertexDetails, watermarks } from './vertices';

interface Call {
  cluster: FlinkCluster;
  operations: JobOperations;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** Path parameters in order. */
  ids: string[];
  job(): SimulatedJob;
  vertex(): SimulatedVertex;
  /** Metrics are fetched on demand: the first query after a start finds none yet. */
  fetched(metrics: () => MetricValues): MetricValues;
}

type Route = [pattern: string, handler: (call: Call) => unknown];

const GET: Route[] = [
  ['/overview', call => clusterOverview(call.cluster)],
  ['/config', call => dashboardConfig(call.cluster)],
  ['/jobs', call => jobIds(call.cluster)],
  ['/jobs/overview', call => jobsOverview(call.cluster)],
  ['/jobs/metrics', call => allJobsMetrics(call)],
  ['/jobs/:id', call => jobDetails(call.cluster, call.job())],
  ['/jobs/:id/config', call => jobConfig(call.cluster, call.job())],
  [
    '/jobs/:id/plan',
    call => ({ plan: planOf(call.job(), call.job().at(call.cluster.nowMs())) }),
  ],
  [
    '/jobs/:id/checkpoints',
    call => checkpointStatistics(call.cluster, call.job()),
  ],
  [
    '/jobs/:id/checkpoints/config',
    call => checkpointConfig(call.cluster, call.job()),
  ],
  [
    '/jobs/:id/checkpoints/:id',
    call => call.operations.result(call.job(), call.ids[1]),
  ],
  [
    '/jobs/:id/savepoints/:id',
    call => call.operations.result(call.job(), call.ids[1]),
  ],
  [
    '/jobs/:id/exceptions',
    call => jobExceptions(call.cluster, call.job(), call.query),
  ],
  [
    '/jobs/:id/metrics',
    call => {
      const job = call.job();
      return plainMetrics(
        call.fetched(() => jobMetrics(job, call.cluster.nowMs())),
        call.query,
      );
    },
  ],
  [
    '/jobs/:id/vertices/:id',
    call => vertexDetails(call.cluster, call.job(), call.vertex()),
  ],
  ['/jobs/:id/vertices/:id/metrics', call => subtaskMetrics(call)],
  [
    '/jobs/:id/vertices/:id/subtasks/metrics',
    call =>
      aggregatedMetrics(
        call.fetched(() => metricsOfVertex(call)),
        call.query,
      ),
  ],
  [
    '/jobs/:id/vertices/:id/backpressure',
    call => backPressure(call.cluster, call.job(), call.vertex()),
  ],
  [
    '/jobs/:id/vertices/:id/watermarks',
    call => watermarks(call.cluster, call.job(), call.vertex()),
  ],
  ['/taskmanagers', call => taskManagerList(call.cluster)],
  [
    '/taskmanagers/metrics',
    call =>
      aggregatedMetrics(
        call.fetched(() =>
          taskManagerMetrics(
            call.cluster,
            call.query.get('taskmanagers')?.split(','),
          ),
        ),
        call.query,
      ),
  ],
  ['/taskmanagers/:id', call => taskManagerDetails(call.cluster, call.ids[0])],
  [
    '/taskmanagers/:id/metrics',
    call =>
      plainMetrics(
        call.fetched(() => taskManagerMetrics(call.cluster, [call.ids[0]])),
        call.query,
      ),
  ],
  [
    '/jobmanager/metrics',
    call =>
      plainMetrics(
        call.fetched(() => jobManagerMetrics(call.cluster)),
        call.query,
      ),
  ],
  ['/jobmanager/config', call => jobManagerConfig(call.cluster)],
];

const POST: Route[] = [
  ['/jobs/:id/stop', call => call.operations.stop(call.job(), call.body)],
  [
    '/jobs/:id/savepoints',
    call => call.operations.savepoint(call.job(), call.body),
  ],
  [
    '/jobs/:id/checkpoints',
    call =>
      call.operations.savepoint(call.job(), {
        ...call.body,
        'target-directory':
          call.cluster.configuration()['execution.checkpointing.dir'] ??
          's3://flink-state/checkpoints',
      }),
  ],
];

const PATCH: Route[] = [
  ['/jobs/:id', call => call.operations.cancel(call.job())],
];

const ROUTES: Record<string, Route[]> = { GET, HEAD: GET, POST, PATCH };

/** Flink's REST API for one JobManager, independent of how requests reach it. */
export function createFlinkRest(cluster: FlinkCluster): FlinkRest {
  const operations = new JobOperations(cluster);
  let warmForStartMs: number | undefined;

  const fetched = (metrics: () => MetricValues) => {
    const started = cluster.startedAtMs();
    if (warmForStartMs !== started) {
      warmForStartMs = started;
      return new Map();
    }
    return metrics();
  };

  const answer = (request: FlinkRestRequest): FlinkRestResponse => {
    const path = request.path.replace(/^\/v1(?=\/)/, '').replace(/\/$/, '');
    for (const [pattern, handler] of ROUTES[request.method] ?? []) {
      const ids = match(pattern, path);
      if (!ids) continue;
      const call: Call = {
        cluster,
        operations,
        query: request.query,
        body: readBody(request.body),
        ids,
        job: () => findJob(cluster, ids[0]),
        vertex: () => findVertex(findJob(cluster, ids[0]), ids[1]),
        fetched,
      };
      const accepted = request.method === 'POST' || request.method === 'PATCH';
      return { status: accepted ? 202 : 200, body: handler(call) };
    }
    throw new FlinkRestError(404, `Not found: ${request.path}`);
  };

  return {
    handle: request => {
      try {
        return answer(request);
      } catch (error) {
        if (!(error instanceof FlinkRestError)) throw error;
        return { status: error.status, body: { errors: [error.message] } };
      }
    },
  };
}

function match(pattern: string, path: string): string[] | undefined {
  const wanted = pattern.split('/');
  const found = path.split('/');
  if (wanted.length !== found.length) return undefined;
  const ids: string[] = [];
  for (const [index, part] of wanted.entries()) {
    if (part === ':id') ids.push(decodeURIComponent(found[index]));
    else if (part !== found[index]) return undefined;
  }
  return ids;
}

function readBody(text: string): Record<string, unknown> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    throw new FlinkRestError(400, 'Request did not match expected format.');
  }
}

function findJob(cluster: FlinkCluster, id: string): SimulatedJob {
  if (!/^[0-9a-f]{32}$/.test(id)) {
    throw new FlinkRestError(
      400,
      `Cannot resolve path parameter (jobid) from value "${id}".`,
    );
  }
  const job = cluster.jobs().find(candidate => candidate.jobId === id);
  if (!job) {
    throw new FlinkRestError(
      404,
      `org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job (${id})`,
    );
  }
  return job;
}

function findVertex(job: SimulatedJob, id: string): SimulatedVertex {
  const vertex = job.vertices.find(candidate => candidate.id === id);
  if (!vertex) {
    throw new FlinkRestError(404, `No vertex with ID '${id}' exists.`);
  }
  return vertex;
}

function metricsOfVertex(call: Call): MetricValues {
  const job = call.job();
  return vertexMetrics(job, call.vertex(), job.at(call.cluster.nowMs()));
}

function subtaskMetrics(call: Call): object[] {
  const metrics = call.fetched(() => metricsOfVertex(call));
  const bySubtask: MetricValues = new Map();
  for (const [name, values] of metrics) {
    values.forEach((value, index) =>
      bySubtask.set(`${index}.${name}`, [value]),
    );
  }
  return plainMetrics(bySubtask, call.query);
}

function allJobsMetrics(call: Call): object[] {
  const wanted = call.query.get('jobs')?.split(',');
  const metrics = call.fetched(() => {
    const merged: MetricValues = new Map();
    for (const job of call.cluster.jobs()) {
      if (wanted && !wanted.includes(job.jobId)) continue;
      for (const [name, values] of jobMetrics(job, call.cluster.nowMs())) {
        merged.set(name, [...(merged.get(name) ?? []), ...values]);
      }
    }
    return merged;
  });
  return aggregatedMetrics(metrics, call.query);
}

function dashboardConfig(cluster: FlinkCluster): object {
  return {
    'refresh-interval': 3000,
    'timezone-name': 'Coordinated Universal Time',
    'timezone-offset': 0,
    'flink-version': cluster.flinkVersion,
    'flink-revision': 'DeadD0d @ 2026-01-01T00:00:00+00:00',
    features: {
      'web-submit': false,
      'web-cancel': cluster.control !== undefined,
      'web-rescale': false,
      'web-history': false,
    },
  };
}

function jobManagerConfig(cluster: FlinkCluster): object[] {
  return Object.entries(cluster.configuration()).map(([key, value]) => ({
    key,
    value: /password|secret|token|fs\.azure\.account\.key/i.test(key)
      ? '******'
      : value,
  }));
}
