import { flinkLineOf } from '../metrics/metricCatalog';
import type { FlinkLine } from '../metrics/MetricDefinition';
import type { MetricName } from '../metrics/MetricName';
import type { MetricPoint, MetricSeries } from '../metrics/MetricSeries';
import type { FindingSeverity } from '../model/Finding';
import type { KnownApplication } from '../model/KnownApplication';
import type {
  ApplicationConfiguration,
  ConditionCode,
  ObservedJob,
  ObservedState,
  RuntimeCondition,
  Workload,
} from '../model/Observation';
import type { Operation } from '../model/Operation';
import type { HealthThresholds } from './HealthThresholds';
import type { JudgeInput } from './Judgement';
import type { KnownMetrics } from './KnownMetrics';
import { optionalTime } from './optionalTime';
import { plannedWindows, type PlannedWindow } from './plannedWindows';
import { runningSinceMsOf } from './runningSince';

/** A condition, and the job it is about where it is not about the whole. @public */
export interface FoundCondition extends RuntimeCondition {
  readonly job?: string;
}

/** What rules read. Built once per judgement. @public */
export interface RuleContext {
  readonly nowMs: number;
  readonly thresholds: HealthThresholds;
  readonly known: KnownApplication;
  readonly state: ObservedState;
  /** Where the state was read, for evidence: `CloudWatch`, `Flink REST`. */
  readonly metricSource: string;
  readonly configuration?: ApplicationConfiguration;
  readonly workload: Workload;
  readonly line: FlinkLine;
  readonly jobs?: readonly ObservedJob[];
  readonly operations?: readonly Operation[];
  readonly plannedWindows: readonly PlannedWindow[];
  /** Epoch ms: since when it runs, where anything says so. */
  readonly runningSinceMs?: number;
  /** Epoch ms: since when the change goes on, where anything says so. */
  readonly changingSinceMs?: number;
  /** True while this rule's finding stands: limits are then lower, so that noise does not end it. */
  readonly held: boolean;
  /** How bad this rule's finding was while it stands. */
  readonly heldAs?: FindingSeverity;
  /** Epoch ms: since when this rule's condition forms. */
  readonly formingSinceMs?: number;
  conditions(codes: readonly ConditionCode[]): readonly FoundCondition[];
  /** The application's values in time order; undefined when none is recent. */
  metric(name: MetricName): readonly MetricPoint[] | undefined;
  /** Values by part, recent ones only. */
  parts(name: MetricName): readonly MetricSeries[];
  /** Epoch ms: the newest moment for which a value is known, however old; what is older than a day is forgotten. */
  lastReportedMs(name: MetricName): number | undefined;
  /** True when at least one health metric has recent values. */
  readonly hasMetrics: boolean;
  /** Why none of these metrics is known, in a sentence. */
  whyUnknown(names: readonly MetricName[]): string;
}

/** The context of an application whose state is known; `held` and `formingSinceMs` are the rule's own. */
export function contextOf(
  input: JudgeInput,
  state: ObservedState,
  metrics: KnownMetrics,
): RuleContext {
  const { known, nowMs, thresholds } = input;
  const configuration = known.configuration.lastGood?.value;
  const workload = configuration?.workload ?? 'streaming';
  const operations = known.operations.lastGood?.value;
  const jobs = known.jobs.lastGood?.value;
  const found: FoundCondition[] = [
    ...state.conditions,
    ...(jobs ?? []).flatMap(job =>
      (job.conditions ?? []).map(condition => ({
        ...condition,
        job: job.name,
      })),
    ),
  ];
  const since = optionalTime(state.since);
  return {
    nowMs,
    thresholds,
    known,
    state,
    metricSource:
      known.application.runtime === 'managed' ? 'CloudWatch' : 'Flink REST',
    configuration,
    workload,
    line: flinkLineOf(configuration?.flinkVersion, workload),
    jobs,
    operations,
    plannedWindows: plannedWindows(operations ?? []),
    runningSinceMs: runningSinceMsOf(known, state),
    changingSinceMs:
      optionalTime(state.change?.startedAt) ??
      since ??
      optionalTime(
        operations?.find(one => one.status === 'inProgress')?.startedAt,
      ) ??
      (input.previous?.verdict === 'Changing'
        ? optionalTime(input.previous.since)
        : undefined),
    held: false,
    hasMetrics: metrics.recent().length > 0,
    conditions: codes =>
      found.filter(condition => codes.includes(condition.code)),
    metric: name => metrics.application(name),
    parts: name => metrics.parts(name),
    lastReportedMs: name => metrics.lastReportedMs(name),
    whyUnknown: names => metrics.whyUnknown(names),
  };
}
