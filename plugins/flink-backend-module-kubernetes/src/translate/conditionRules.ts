import {
  redactText,
  type ConditionCode,
  type RuntimeCondition,
} from '@flink-portal/backstage-plugin-flink-common';
import type { KubernetesEvent } from '../resources';
import type { DeploymentView } from './DeploymentView';
import { iso } from './iso';

/** One fact that may be stated. Every rule is asked; each states its fact at most once. */
export interface ConditionRule {
  readonly code: ConditionCode;
  /** The fact, or undefined when it is not one. */
  readonly state: (view: DeploymentView) => StatedFact | undefined;
}

/** A fact before it is redacted and dated. */
export interface StatedFact {
  readonly message: string;
  readonly sinceMs?: number;
  readonly evidence?: string;
}

/** The fact an event states. */
export function fromEvent(event: KubernetesEvent): StatedFact {
  return {
    message: event.message || event.reason,
    sinceMs: event.firstAtMs || undefined,
    evidence: `event ${event.reason}${
      event.count > 1 ? ` (${event.count} times)` : ''
    }`,
  };
}

/** Asks every rule; one condition per code, the first that states it. */
export function conditionsOf(
  view: DeploymentView,
  rules: readonly ConditionRule[],
): RuntimeCondition[] {
  const stated = new Map<ConditionCode, RuntimeCondition>();
  for (const { code, state } of rules) {
    const fact = stated.has(code) ? undefined : state(view);
    if (!fact) continue;
    stated.set(code, {
      code,
      message: redactText(fact.message),
      ...(fact.sinceMs === undefined ? {} : { since: iso(fact.sinceMs) }),
      ...(fact.evidence ? { evidence: redactText(fact.evidence) } : {}),
    });
  }
  return [...stated.values()];
}
