import { formatAgo } from '../../format';
import type { ObservedJob } from '../../model/Observation';
import type { Operation, OperationKind } from '../../model/Operation';
import { optionalTime } from '../optionalTime';
import { timeMs } from '../points';
import type { RuleContext } from '../RuleContext';
import { CLEAR, JOB_WORKLOADS, type HealthRule } from './Rule';

// Clocks of clusters and of the portal may differ by this much.
const CLOCK_SKEW_MS = 30_000;
const MINUTE_MS = 60_000;
// What was there before a start is known of those that were watched: so long values are stored at hand.
const WATCHED_MS = 2 * 60 * 60_000;
// After these a job begins. Where an application is only created, none does.
const STARTS: readonly OperationKind[] = [
  'start',
  'restart',
  'update',
  'rescale',
  'autoscale',
  'rollback',
  'restore',
  'maintenance',
];
const GAUGES = ['lastCheckpointSize', 'numberOfCompletedCheckpoints'] as const;

/** A change that should have kept the state began from nothing. */
export const stateNotRestored: HealthRule = {
  id: 'state-not-restored',
  title: 'State not restored',
  role: 'cause',
  severity: 'unhealthy',
  needs: { parts: ['jobs', 'configuration', 'operations', 'snapshots'] },
  nextStep:
    'Stop the job before more is computed without its state, and redeploy from the newest savepoint or checkpoint.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  quiet: false,
  evaluate(context) {
    const { configuration, jobs, nowMs } = context;
    const job = jobs?.find(
      ({ restoredCheckpoints }) => restoredCheckpoints === 0,
    );
    const startedMs = optionalTime(job?.startedAt);
    if (!job || startedMs === undefined) {
      return jobs?.some(one => one.restoredCheckpoints !== undefined)
        ? CLEAR
        : {
            outcome: 'notAssessed',
            reason: 'the runtime does not say whether the job was restored',
          };
    }
    if (configuration?.upgradeMode === undefined) {
      return {
        outcome: 'notAssessed',
        reason:
          'it is not known whether a change of this application keeps its state',
      };
    }
    const change = newestBefore(context.operations ?? [], startedMs);
    if (!context.held && nowMs - startedMs > WATCHED_MS) {
      return {
        outcome: 'notAssessed',
        reason:
          'the job began before the values that are stored, and with it what was there to restore',
      };
    }
    if (
      configuration.upgradeMode === 'stateless' ||
      !hadState(context, change, startedMs)
    ) {
      return CLEAR;
    }
    const after = change ? ` after ${change.verbatim}` : '';
    return {
      outcome: 'holds',
      message: `the job began without any state ${formatAgo(
        startedMs,
        nowMs,
      )}${after}, although upgrade mode ${configuration.upgradeMode} keeps it`,
      value: { value: 0, unit: 'count' },
      sinceMs: startedMs,
      evidence: evidenceOf(context, job, change),
    };
  },
};

/** The change that started the job. Operations are newest first. */
function newestBefore(
  operations: readonly Operation[],
  startedMs: number,
): Operation | undefined {
  return operations.find(
    one =>
      STARTS.includes(one.kind) &&
      Date.parse(one.startedAt) <= startedMs + CLOCK_SKEW_MS,
  );
}

/**
 * Whether there was state to keep: a snapshot of before, a checkpoint that the gauges showed before, or, where
 * nothing is stored of that time, a change before the one that started the job.
 */
function hadState(
  context: RuleContext,
  change: Operation | undefined,
  startedMs: number,
): boolean {
  const snapshots = context.known.snapshots.lastGood?.value ?? [];
  const earlier = GAUGES.flatMap(name => context.metric(name) ?? []).filter(
    // A value may be dated with the beginning of the minute in which it was read.
    point => timeMs(point) + MINUTE_MS <= startedMs,
  );
  return (
    context.held ||
    snapshots.some(
      ({ createdAt, status }) =>
        status === 'ready' && Date.parse(createdAt) < startedMs,
    ) ||
    earlier.some(([, value]) => value > 0) ||
    (earlier.length === 0 && ranBefore(context, change))
  );
}

function ranBefore(
  { operations = [] }: RuleContext,
  change: Operation | undefined,
): boolean {
  return (
    change !== undefined &&
    operations.some(
      one =>
        STARTS.includes(one.kind) &&
        one.status === 'succeeded' &&
        Date.parse(one.startedAt) < Date.parse(change.startedAt),
    )
  );
}

function evidenceOf(
  { configuration, metricSource }: RuleContext,
  job: ObservedJob,
  change: Operation | undefined,
) {
  return [
    {
      name: 'restoredCheckpoints',
      value: '0',
      at: job.startedAt,
      source: metricSource,
    },
    { name: 'upgradeMode', value: configuration?.upgradeMode ?? 'unknown' },
    ...(change
      ? [
          {
            name: change.verbatim,
            value: change.change ?? change.status,
            at: change.startedAt,
          },
        ]
      : []),
  ];
}
