import { formatDurationMs } from '../../format';
import type { Operation } from '../../model/Operation';
import { median } from '../points';
import type { RuleContext } from '../RuleContext';
import { usualChange } from '../usualChanges';
import { conditionOutcome } from './conditionRule';
import { ALL_PHASES, ALL_WORKLOADS, CLEAR, type HealthRule } from './Rule';

// Fewer finished changes of a kind say nothing about how long the next one takes.
const ENOUGH_HISTORY = 5;
const SHORTEST_EXPECTED_MS = 60_000;

/** A change that takes longer than it should. */
export const changeStalled: HealthRule = {
  id: 'change-stalled',
  title: 'Change stalled',
  role: 'cause',
  severity: 'unhealthy',
  needs: {
    parts: ['state', 'operations'],
    conditions: ['suspendStalled', 'deleteStalled'],
  },
  nextStep:
    'Read the runtime’s last error; if nothing moves, force-stop loses what came after the last checkpoint.',
  phases: ALL_PHASES,
  workloads: ALL_WORKLOADS,
  quiet: false,
  vital: true,
  evaluate(context) {
    const stated = conditionOutcome(
      context,
      ['suspendStalled', 'deleteStalled'],
      'a change does not come to its end',
      () => 'degraded',
    );
    if (stated.outcome === 'holds' || context.state.phase !== 'changing') {
      return stated;
    }
    const { changingSinceMs: sinceMs, state, nowMs } = context;
    const word = state.change?.verbatim ?? state.verbatim[0]?.value ?? 'change';
    if (sinceMs === undefined) {
      return {
        outcome: 'notAssessed',
        reason: `the runtime does not say since when it is ${word}`,
      };
    }
    const { expectedMs, stalledMs, from } = expectedDuration(context);
    const ageMs = nowMs - sinceMs;
    if (ageMs <= expectedMs) {
      return CLEAR;
    }
    return {
      outcome: 'holds',
      severity: ageMs > stalledMs ? 'unhealthy' : 'degraded',
      title: ageMs > stalledMs ? 'Change stalled' : 'Change takes long',
      message: `${word} for ${formatDurationMs(
        ageMs,
      )}, expected ${formatDurationMs(expectedMs)} (${from})`,
      value: { value: ageMs, unit: 'ms' },
      limit: { value: expectedMs, unit: 'ms' },
      // It began to be wrong when its time was up.
      sinceMs: sinceMs + expectedMs,
      evidence: [
        {
          name: state.verbatim[0]?.label ?? 'state',
          value: word,
          at: new Date(sinceMs).toISOString(),
        },
      ],
    };
  },
};

/** How long the change under way may take, by this application's own history or by what is usual. */
export function expectedDuration(context: RuleContext) {
  const { known, state, operations, thresholds } = context;
  const usual = usualChange(
    known.application.runtime,
    state.change,
    thresholds,
  );
  const durations = (operations ?? [])
    .filter(
      one => one.kind === state.change?.kind && one.status === 'succeeded',
    )
    .flatMap(durationMs);
  if (durations.length < ENOUGH_HISTORY) {
    return { ...usual, from: 'usual figure' };
  }
  const expectedMs = Math.max(2 * median(durations), SHORTEST_EXPECTED_MS);
  const factor = Number.isFinite(usual.stalledMs)
    ? thresholds.changeStalledMs / thresholds.changeExpectedMs
    : Number.POSITIVE_INFINITY;
  return {
    expectedMs,
    stalledMs: expectedMs * factor,
    from: `twice the median of ${durations.length} earlier ones`,
  };
}

function durationMs({ startedAt, endedAt }: Operation): number[] {
  const took = Date.parse(endedAt ?? '') - Date.parse(startedAt);
  return took >= 0 ? [took] : [];
}
