import type { Workload } from '../model/Observation';
import type { Runtime } from '../model/Runtime';
import type {
  FlinkLine,
  MetricDefinition,
  MetricFeed,
} from './MetricDefinition';
import { METRIC_NAMES, type MetricName } from './MetricName';
import { flowMetrics } from './flowMetrics';
import { jobMetrics } from './jobMetrics';
import { resourceMetrics } from './resourceMetrics';

/** Every canonical metric: unit, statistic, and how each runtime and Flink line feeds it. @public */
export const METRIC_CATALOG: Readonly<Record<MetricName, MetricDefinition>> = {
  ...flowMetrics,
  ...jobMetrics,
  ...resourceMetrics,
};

/** How a runtime and line feed a metric; undefined when they cannot. @public */
export function feedFor(
  metric: MetricName,
  runtime: Runtime,
  line: FlinkLine,
): MetricFeed | undefined {
  return METRIC_CATALOG[metric].feeds.find(
    feed =>
      feed.lines.includes(line) &&
      (feed.runtimes as readonly Runtime[]).includes(runtime),
  );
}

/**
 * The line of a Flink version. Between 2.0 and 2.2 only 2.2 exists on the managed service. Without a
 * version the older names are asked for, as most applications run them.
 *
 * @param flinkVersion - `1.20`, `2.2.0`
 * @public
 */
export function flinkLineOf(
  flinkVersion: string | undefined,
  workload?: Workload,
): FlinkLine {
  if (workload === 'notebook') {
    return 'notebook';
  }
  const major = Number.parseInt(flinkVersion ?? '', 10);
  return major >= 2 ? '2.x' : '1.x';
}

/** The metrics read in the background for an application of this kind. @public */
export function healthMetrics(
  runtime: Runtime,
  line: FlinkLine,
  workload: Workload,
): MetricName[] {
  const effective = workload === 'notebook' ? 'notebook' : line;
  return METRIC_NAMES.filter(
    name =>
      METRIC_CATALOG[name].healthSet &&
      feedFor(name, runtime, effective) !== undefined &&
      appliesTo(name, workload),
  );
}

const LONG_MIN = -(2 ** 63);

/**
 * A raw value in the metric's unit, or undefined where it is not a measurement (NaN, "not reported", no
 * watermark yet): a gap, never zero.
 *
 * @public
 */
export function readMetricValue(
  feed: MetricFeed,
  raw: number,
  scale: number,
): number | undefined {
  if (
    !Number.isFinite(raw) ||
    (raw === -1 && feed.special.minusOne === 'drop') ||
    (feed.special.dropsLongMin && raw <= LONG_MIN)
  ) {
    return undefined;
  }
  // What is kept as a word is not scaled.
  return raw === -1 ? raw : raw * scale;
}

function appliesTo(metric: MetricName, workload: Workload): boolean {
  // Jobs of a session cluster have their own numbers; the cluster itself has only machines.
  return workload === 'sessionCluster' ? metric in resourceMetrics : true;
}
