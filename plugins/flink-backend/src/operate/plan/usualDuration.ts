import type {
  ActionKind,
  Operation,
  OperationKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import type { UsualDuration } from '../../schema/openapi/generated/models';

/** How many of the newest count. */
export const DURATIONS_COUNTED = 10;

const SAME: Readonly<Record<ActionKind, readonly OperationKind[]>> = {
  snapshot: ['snapshot'],
  restart: ['restart'],
  rescale: ['rescale', 'autoscale'],
  upgrade: ['update'],
  start: ['start'],
  stop: ['stop'],
  restore: ['restore'],
  rollback: ['rollback'],
  forceStop: [],
  deleteSnapshot: [],
};

/**
 * How long an action takes: median and worst of this application's own last ten of the kind, else what is
 * documented.
 *
 * @param actions - durations of actions through the portal, ms, newest first
 * @param operations - what the runtime itself reported, newest first
 */
export function usualDuration(
  kind: ActionKind,
  actions: readonly number[],
  operations: readonly Operation[],
  documented: RuntimePlan['documented'],
): UsualDuration {
  // The runtime's own record covers actions through the portal as well, and what others did.
  const reported = operations
    .filter(
      operation =>
        operation.status === 'succeeded' &&
        operation.endedAt !== undefined &&
        SAME[kind].includes(operation.kind),
    )
    .map(
      ({ startedAt, endedAt }) => Date.parse(endedAt!) - Date.parse(startedAt),
    );
  const durations = (
    reported.length >= actions.length ? reported : actions
  ).slice(0, DURATIONS_COUNTED);
  if (durations.length === 0) {
    return {
      medianMs: documented.typicalMs,
      worstMs: documented.worstMs,
      samples: 0,
      basis: `This application has no such action on record. ${documented.source}`,
    };
  }
  const sorted = [...durations].sort((a, b) => a - b);
  return {
    medianMs: sorted[Math.floor((sorted.length - 1) / 2)],
    worstMs: sorted[sorted.length - 1],
    samples: sorted.length,
    basis:
      sorted.length === 1
        ? 'From the last one of this application'
        : `From the last ${sorted.length} of this application`,
  };
}
