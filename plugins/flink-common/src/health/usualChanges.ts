import type { OngoingChange } from '../model/Observation';
import type { OperationKind } from '../model/Operation';
import type { Runtime } from '../model/Runtime';
import { DEFAULT_THRESHOLDS, type HealthThresholds } from './HealthThresholds';

/** How long a change takes as a rule, where the application's own history says nothing. */
export interface UsualChange {
  readonly expectedMs: number;
  /** From when on it is Unhealthy; infinite where the application goes on to work meanwhile. */
  readonly stalledMs: number;
}

interface UsualChangeOf extends UsualChange {
  readonly runtime: Runtime;
  /** Left out: every kind. */
  readonly kinds?: readonly OperationKind[];
  /** What the runtime's word begins with; left out: any. */
  readonly words?: readonly string[];
}

const MINUTE_MS = 60_000;

/** The first that fits counts. */
const USUAL: readonly UsualChangeOf[] = [
  {
    // Source: operator, blue/green deployments: it aborts after abort.grace-period (10 min), and 5 min to do so.
    // The other colour keeps running.
    runtime: 'kubernetes',
    words: ['TRANSITIONING_', 'SAVEPOINTING_'],
    expectedMs: 15 * MINUTE_MS,
    stalledMs: Number.POSITIVE_INFINITY,
  },
  {
    // Source: health model of the operator's resources, row 2: deleting for ten minutes. Nothing should run any more.
    runtime: 'kubernetes',
    kinds: ['delete'],
    expectedMs: 10 * MINUTE_MS,
    stalledMs: Number.POSITIVE_INFINITY,
  },
  {
    // Source: AWS, "Flink job did not start within a total timeout of 5 minutes".
    runtime: 'managed',
    kinds: ['start'],
    expectedMs: 5 * MINUTE_MS,
    stalledMs: 15 * MINUTE_MS,
  },
  {
    // Source: AWS agent toolkit for Managed Flink: a transient status older than ten minutes is stuck.
    runtime: 'managed',
    expectedMs: 10 * MINUTE_MS,
    stalledMs: 15 * MINUTE_MS,
  },
];

/** What is usual for a change; a tier that sets its own limits means them for every change. */
export function usualChange(
  runtime: Runtime,
  change: OngoingChange | undefined,
  { changeExpectedMs, changeStalledMs }: HealthThresholds,
): UsualChange {
  const isSet =
    changeExpectedMs !== DEFAULT_THRESHOLDS.changeExpectedMs ||
    changeStalledMs !== DEFAULT_THRESHOLDS.changeStalledMs;
  const found = isSet
    ? undefined
    : USUAL.find(
        one =>
          one.runtime === runtime &&
          (!one.kinds || (change && one.kinds.includes(change.kind))) &&
          (!one.words ||
            one.words.some(word => change?.verbatim.startsWith(word))),
      );
  return found ?? { expectedMs: changeExpectedMs, stalledMs: changeStalledMs };
}
