import type { FindingSeverity } from '../../model/Finding';
import type { Known, KnownApplication } from '../../model/KnownApplication';
import { conditionOutcome } from './conditionRule';
import { ALL_PHASES, ALL_WORKLOADS, CLEAR, type HealthRule } from './Rule';

const PARTS = [
  'metrics',
  'configuration',
  'jobs',
  'operations',
  'snapshots',
  'events',
] as const satisfies readonly (keyof KnownApplication)[];

/** The application lacks a permission, or the portal lacks one to read it. */
export const accessDenied: HealthRule = {
  id: 'access-denied',
  title: 'Access denied',
  role: 'cause',
  severity: 'degraded',
  needs: {
    parts: ['state', 'configuration', 'jobs', 'operations', 'snapshots'],
    conditions: ['accessDenied'],
  },
  nextStep: 'Grant the permission that the message names.',
  phases: ALL_PHASES,
  workloads: ALL_WORKLOADS,
  evaluate(context) {
    const own = conditionOutcome(
      context,
      ['accessDenied'],
      'the application was denied access',
    );
    if (own.outcome === 'holds') {
      return own;
    }
    const denied = PARTS.flatMap(part => {
      const known: Known<unknown> | undefined = context.known[part];
      return known?.latest.status === 'unreadable' &&
        known.latest.reason === 'denied'
        ? [{ part, at: known.latest.at, message: known.latest.message }]
        : [];
    });
    if (denied.length === 0) {
      return CLEAR;
    }
    // What a verdict needs and lacks makes it Unknown by itself; this says why.
    const severity: FindingSeverity =
      context.state.phase === 'running' &&
      !context.hasMetrics &&
      denied[0].part === 'metrics'
        ? 'unknown'
        : 'info';
    return {
      outcome: 'holds',
      severity,
      message: denied[0].message,
      evidence: denied.map(({ part, at, message }) => ({
        name: part,
        value: message,
        at,
      })),
    };
  },
};
