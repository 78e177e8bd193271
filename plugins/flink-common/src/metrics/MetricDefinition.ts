import type { Quantity } from '../model/Finding';
import type { Runtime } from '../model/Runtime';
import type { MetricName } from './MetricName';

/**
 * The lines of Flink whose metrics differ. Flink 2.2 on the managed service dropped `fullRestarts`,
 * `uptime` and `downtime`; a notebook reports a short list of its own.
 *
 * @public
 */
export type FlinkLine = '1.x' | '2.x' | 'notebook';

/** Every line, oldest first. @public */
export const FLINK_LINES: readonly FlinkLine[] = ['1.x', '2.x', 'notebook'];

/** How values of parts (subtasks, tasks, sources, TaskManagers) become one. @public */
export type MetricStatistic = 'max' | 'min' | 'avg' | 'sum';

/** The eight panels of the metrics tab in causal order. @public */
export type MetricPanel =
  | 'input'
  | 'output'
  | 'watermark'
  | 'pressure'
  | 'checkpoints'
  | 'cpu'
  | 'memory'
  | 'restarts';

/**
 * What to do with values that are not measurements. NaN and values that cannot be represented are always
 * gaps: JSON has no word for them.
 *
 * @public
 */
export interface SpecialValues {
  /**
   * `drop`: -1 means "not reported" and is a gap. `keep`: -1 has a meaning of its own (the job came to its
   * end), which rules read.
   */
  readonly minusOne: 'drop' | 'keep';
  /** True when Long.MIN_VALUE means "none yet" and is a gap (watermarks). */
  readonly dropsLongMin?: boolean;
}

/** CloudWatch matches the full set of dimensions: one too many or too few yields no data. @public */
export type CloudWatchDimensions =
  /** `Application` */
  | 'application'
  /** `Application, Flow`; the value of Flow is found with ListMetrics. */
  | 'application+flow'
  /** `Application, Id, Flow`: one series per source, found with ListMetrics. */
  | 'source'
  /** `Application, Task`: one series per task, found with ListMetrics; metrics level TASK or finer. */
  | 'task';

/** One metric as CloudWatch knows it. @public */
export interface CloudWatchQuery {
  readonly metricName: string;
  readonly statistic: 'Maximum' | 'Minimum' | 'Average' | 'Sum';
  readonly dimensions: CloudWatchDimensions;
  /** Multiply by it. 0.25 for sums: the service takes four readings a minute. */
  readonly scale: number;
}

/** How the managed service feeds a metric: CloudWatch, namespace `AWS/KinesisAnalytics`. @public */
export interface ManagedFeed {
  readonly kind: 'cloudWatch';
  readonly runtimes: readonly ['managed'];
  readonly lines: readonly FlinkLine[];
  /** The application's series, in order of preference. */
  readonly queries: readonly CloudWatchQuery[];
  /** `first`: the first query that has data. `max`: all of them, the largest value of each minute. */
  readonly combine: 'first' | 'max';
  /** Finer series by which a part can be named; costs one metric per part. */
  readonly parts?: CloudWatchQuery;
  /** Shortest sensible period, s: KPUs come once an hour. */
  readonly periodSeconds: number;
  readonly special: SpecialValues;
}

/** Where Flink's REST API holds a metric. @public */
export type RestScope =
  /** `/jobs/:id/metrics` */
  | 'job'
  /** `/jobs/:id/vertices/:vid/subtasks/metrics` of every vertex */
  | 'vertex'
  /** Of the vertices that have no input: sources */
  | 'sourceVertex'
  /** Of the vertices that have no output: sinks */
  | 'sinkVertex'
  /** `/taskmanagers/metrics` */
  | 'taskManager'
  /** `/overview`: a field, not a metric */
  | 'overview';

/** How Flink's REST API feeds a metric. @public */
export interface RestFeed {
  readonly kind: 'rest';
  readonly runtimes: readonly ('kubernetes' | 'standalone')[];
  readonly lines: readonly FlinkLine[];
  readonly scope: RestScope;
  /**
   * Names in order of preference; a text between slashes is a regular expression over the names the scope
   * lists (operator metrics carry the operator's name in theirs).
   */
  readonly names: readonly string[];
  /** `first`: the first name that is there. `max`: all of them, the largest. */
  readonly combine: 'first' | 'max';
  /** The value is a share of this metric, in percent once scaled by 100. */
  readonly dividedBy?: string;
  /** Over the subtasks of a vertex, or over TaskManagers. */
  readonly partAggregation: MetricStatistic;
  /** Over vertices, for the application's own value. */
  readonly applicationAggregation: MetricStatistic;
  readonly scale: number;
  readonly special: SpecialValues;
}

/** How one runtime and line feed a metric. @public */
export type MetricFeed = ManagedFeed | RestFeed;

/** One entry of the catalog. @public */
export interface MetricDefinition {
  readonly name: MetricName;
  /** For people: "Checkpoint duration". */
  readonly title: string;
  readonly unit: Quantity['unit'];
  /** How screens reduce several values of one moment to one, unless the feed says otherwise. */
  readonly statistic: MetricStatistic;
  /** True when it only grows until the job restarts. */
  readonly counter: boolean;
  /** True when it is read in the background; every such metric costs money on the managed service. */
  readonly healthSet: boolean;
  /** The panel that shows it; without one it stands under "All metrics". */
  readonly panel?: MetricPanel;
  readonly feeds: readonly MetricFeed[];
}

/** The REST runtimes, which share Flink's own names. @public */
export const REST_RUNTIMES: readonly Exclude<Runtime, 'managed'>[] = [
  'kubernetes',
  'standalone',
];
