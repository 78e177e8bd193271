import { redactText } from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionProgress,
  ActionStep,
} from '@flink-portal/backstage-plugin-flink-node';
import { iso } from '../../translate/iso';

/** Steps up to one that is at work, or failed; all done without one. */
export function stepsUntil(
  steps: readonly ActionStep[],
  at: string | undefined,
  status: 'active' | 'failed' = 'active',
  seen: Readonly<Record<string, number>> = {},
  detail?: string,
): ActionStep[] {
  const index =
    at === undefined ? steps.length : steps.findIndex(({ id }) => id === at);
  const position = index < 0 ? steps.length - 1 : index;
  return steps.map((step, here) => {
    const since = seen[step.id];
    const started = since === undefined ? {} : { startedAt: iso(since) };
    if (here > position) return step;
    if (here < position) return { ...step, ...started, status: 'done' };
    return { ...step, ...started, status, ...(detail ? { detail } : {}) };
  });
}

/** An end that is no success. */
export function failed(
  steps: readonly ActionStep[],
  message: string,
  failure?: string,
): ActionProgress {
  return {
    status: 'failed',
    steps,
    message,
    ...(failure ? { failure: redactText(failure) } : {}),
  };
}
