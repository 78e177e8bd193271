import type { MetricName } from '../metrics/MetricName';
import { newest, timeMs } from './points';
import type { ObservedJob } from '../model/Observation';
import type { JudgeInput } from './Judgement';
import { optionalTime } from './optionalTime';
import type { RuleContext } from './RuleContext';
import type { HealthRule } from './rules/Rule';

// A job that just began has reported nothing yet; source: health model, "no data for more than five minutes".
const STARTING_MS = 5 * 60_000;
// Nothing runs any more, or somebody asked for it not to.
const AT_REST: readonly string[] = [
  'FINISHED',
  'FAILED',
  'CANCELED',
  'SUSPENDED',
];

/** What rules that read one job's numbers are given, for one job of several. */
export interface JobView {
  readonly name: string;
  /** Tells the memory of this job from that of the others. */
  readonly key: string;
  readonly context: RuleContext;
  /** Which of these metrics the job has reported and does not any more. */
  lost(names: readonly MetricName[]): readonly MetricName[];
  /** Whether the cluster cannot be called Healthy while this job is not assessed. */
  readonly counts: boolean;
}

/** Whether a rule is applied to each job by itself. */
export function isPerJob(rule: HealthRule, { workload }: RuleContext): boolean {
  return rule.perJob === true && workload === 'sessionCluster';
}

/** The jobs of a session cluster that run, each as if it were alone. */
export function jobViews(input: JudgeInput, context: RuleContext): JobView[] {
  const jobs = (context.jobs ?? []).filter(
    ({ status }) => !AT_REST.includes(status ?? ''),
  );
  return jobs.map(job =>
    jobView(
      input,
      context,
      job,
      jobs.filter(({ name }) => name === job.name).length > 1,
    ),
  );
}

function jobView(
  input: JudgeInput,
  context: RuleContext,
  job: ObservedJob,
  hasNamesake: boolean,
): JobView {
  const { name, jobId } = job;
  const { nowMs } = context;
  const startedMs = optionalTime(job.startedAt);
  const isOurs = ({ part }: { part?: { kind: string; name: string } }) =>
    !hasNamesake && part?.kind === 'job' && part.name === name;
  const own = input.series.filter(isOurs);
  const metric: RuleContext['metric'] = asked =>
    context.parts(asked).find(isOurs)?.points;
  return {
    name,
    key: hasNamesake && jobId ? jobId : name,
    context: {
      ...context,
      workload: 'streaming',
      configuration: configurationOf(job, context),
      jobs: [job],
      runningSinceMs: startedMs ?? context.runningSinceMs,
      conditions: codes =>
        (job.conditions ?? []).filter(({ code }) => codes.includes(code)),
      metric,
      // Flink's parts of several jobs are not told apart.
      parts: () => [],
      hasMetrics: own.length > 0,
      whyUnknown: names =>
        hasNamesake
          ? 'several jobs have this name, and their metrics cannot be told apart'
          : context.whyUnknown(names),
    },
    lost: names =>
      names.filter(
        asked =>
          !metric(asked) &&
          own.some(
            one =>
              one.metric === asked && newestMs(one.points) > (startedMs ?? 0),
          ),
      ),
    counts:
      job.status !== undefined &&
      (startedMs === undefined || nowMs - startedMs > STARTING_MS) &&
      (own.length > 0 || !isSeenAtWork(job, context)),
  };
}

/** What the job says of its checkpoints goes before what its cluster is configured for. */
function configurationOf(
  { checkpointIntervalMs }: ObservedJob,
  { configuration }: RuleContext,
): RuleContext['configuration'] {
  switch (checkpointIntervalMs) {
    case undefined:
      return configuration;
    case 'off':
      return {
        workload: 'streaming',
        ...configuration,
        checkpointingEnabled: false,
      };
    default:
      return {
        workload: 'streaming',
        ...configuration,
        checkpointingEnabled: true,
        checkpointIntervalMs,
      };
  }
}

/** A checkpoint completes only while every task runs: where no metric tells of a job, that does. */
function isSeenAtWork(
  { lastCompletedCheckpoint }: ObservedJob,
  { nowMs, thresholds }: RuleContext,
): boolean {
  const completedMs = optionalTime(lastCompletedCheckpoint?.at);
  return (
    completedMs !== undefined &&
    nowMs - completedMs <= thresholds.checkpointMinimumAgeMs
  );
}

function newestMs(points: JudgeInput['series'][number]['points']): number {
  const last = newest(points);
  return last ? timeMs(last) : Number.NEGATIVE_INFINITY;
}
