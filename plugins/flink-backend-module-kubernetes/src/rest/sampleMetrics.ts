import {
  METRIC_NAMES,
  feedFor,
  type FlinkLine,
  type MetricName,
  type MetricSeries,
  type RestFeed,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkJob, FlinkMetrics, FlinkOverview } from './answers';
import { aggregate, feedValue, namesForFeed } from './feedValues';
import type { FlinkRestClient } from './FlinkRestClient';
import type { MetricNameCache } from './MetricNameCache';

/** The runtimes that read metrics over REST. */
export type RestRuntime = 'kubernetes' | 'standalone';

interface WantedMetric {
  readonly metric: MetricName;
  readonly feed: RestFeed;
}

/** One moment's value of a metric, perhaps of a part. */
export interface Sample {
  readonly metric: MetricName;
  readonly part?: MetricSeries['part'];
  readonly value: number;
}

/** Every metric of the catalog that REST feeds in these scopes: names in one question cost nothing more. */
function wanted(
  runtime: RestRuntime,
  line: FlinkLine,
  scopes: ReadonlyArray<RestFeed['scope']>,
): WantedMetric[] {
  return METRIC_NAMES.flatMap(metric => {
    const feed = feedFor(metric, runtime, line);
    return feed?.kind === 'rest' && scopes.includes(feed.scope)
      ? [{ metric, feed }]
      : [];
  });
}

async function askFor(
  metrics: readonly WantedMetric[],
  available: readonly string[],
  ask: (names: readonly string[]) => Promise<FlinkMetrics>,
): Promise<Array<{ metric: MetricName; feed: RestFeed; value: number }>> {
  const chosen = metrics.map(entry => ({
    ...entry,
    names: namesForFeed(entry.feed, available),
  }));
  const names = new Set(
    chosen.flatMap(({ names: found, feed }) =>
      found.length > 0 && feed.dividedBy ? [...found, feed.dividedBy] : found,
    ),
  );
  if (names.size === 0) return [];
  const answers = await ask([...names]);
  return chosen.flatMap(({ metric, feed, names: found }) => {
    const value = feedValue(feed, found, answers);
    return value === undefined ? [] : [{ metric, feed, value }];
  });
}

/** Samples of a job: its own, and those of its vertices with each task as a part. */
export async function sampleJob(
  client: FlinkRestClient,
  names: MetricNameCache,
  job: FlinkJob,
  runtime: RestRuntime,
  line: FlinkLine,
): Promise<Sample[]> {
  const jobScope = `job/${job.jid}`;
  const ofJob = await askFor(
    wanted(runtime, line, ['job']),
    await names.namesOf(jobScope, () => client.jobMetrics(job.jid)),
    list => client.jobMetrics(job.jid, list),
  );
  const samples: Sample[] = ofJob.map(({ metric, value }) => ({
    metric,
    value,
  }));

  const byMetric = new Map<MetricName, { feed: RestFeed; values: number[] }>();
  for (const vertex of job.vertices) {
    const scopes = scopesOf(job, vertex.id);
    const ofVertex = await askFor(
      wanted(runtime, line, scopes),
      await names.namesOf(`${jobScope}/${vertex.id}`, () =>
        client.vertexMetrics(job.jid, vertex.id),
      ),
      list => client.vertexMetrics(job.jid, vertex.id, list),
    );
    for (const { metric, feed, value } of ofVertex) {
      samples.push({
        metric,
        part: {
          kind: feed.scope === 'sourceVertex' ? 'source' : 'task',
          name: vertex.name || vertex.id,
        },
        value,
      });
      const collected = byMetric.get(metric) ?? { feed, values: [] };
      collected.values.push(value);
      byMetric.set(metric, collected);
    }
  }
  for (const [metric, { feed, values }] of byMetric) {
    const value = aggregate(values, feed.applicationAggregation);
    if (value !== undefined) samples.push({ metric, value });
  }
  return samples;
}

/** Samples of the machines: TaskManagers' processors and memory, and how many there are. */
export async function sampleMachines(
  client: FlinkRestClient,
  names: MetricNameCache,
  overview: FlinkOverview,
  runtime: RestRuntime,
  line: FlinkLine,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  if (overview.taskmanagers !== undefined) {
    for (const { metric, feed } of wanted(runtime, line, ['overview'])) {
      if (feed.names.includes('taskmanagers')) {
        samples.push({ metric, value: overview.taskmanagers });
      }
    }
  }
  if (overview.taskmanagers === 0) return samples;
  const ofMachines = await askFor(
    wanted(runtime, line, ['taskManager']),
    await names.namesOf('taskManager', () => client.taskManagerMetrics()),
    list => client.taskManagerMetrics(list),
  );
  return [
    ...samples,
    ...ofMachines.map(({ metric, value }) => ({ metric, value })),
  ];
}

/** Source: Flink, SinkTransformationTranslator: "Committer" ends the names of a sink's committing vertices. */
function isCommitter(job: FlinkJob, vertexId: string): boolean {
  const vertex = job.vertices.find(({ id }) => id === vertexId);
  return /\b(Global )?Committer$/.test(vertex?.name ?? '');
}

function scopesOf(job: FlinkJob, vertexId: string): RestFeed['scope'][] {
  const nodes = job.plan?.nodes ?? [];
  const node = nodes.find(({ id }) => id === vertexId);
  // Without a plan nothing is known about who feeds whom, and the names alone decide.
  if (!node) return ['vertex', 'sourceVertex', 'sinkVertex'];
  const isSource = (node.inputs ?? []).length === 0;
  const next = nodes.filter(other =>
    other.inputs?.some(({ id }) => id === vertexId),
  );
  // What a writer sends on to its committer is what to commit; the records leave the job at the writer.
  const isSink =
    !isCommitter(job, vertexId) && next.every(({ id }) => isCommitter(job, id));
  return [
    'vertex',
    ...(isSource ? (['sourceVertex'] as const) : []),
    ...(isSink ? (['sinkVertex'] as const) : []),
  ];
}
