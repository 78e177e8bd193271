import type { Action, ActionMayEnum } from '../schema/openapi/generated/models';
import { toIso } from '../store/rows';
import type { StoredAction } from './store/StoredAction';

/**
 * An action as the API shows it.
 *
 * @param may - what the caller may do with it now
 */
export function presentAction(
  action: StoredAction,
  may: readonly ActionMayEnum[],
): Action {
  const { plan, progress } = action;
  return {
    id: action.id,
    applicationId: action.applicationId,
    applicationName: plan.applicationName,
    environment: plan.environment,
    request: action.request,
    title: plan.title,
    status: action.status,
    origin: action.origin,
    requestedBy: action.requestedBy,
    requestedAt: toIso(action.requestedAtMs),
    reason: action.reason,
    decidedBy: action.decidedBy,
    decidedAt: toIso(action.decidedAtMs),
    decisionReason: action.decisionReason,
    expiresAt: toIso(action.expiresAtMs),
    sentAt: toIso(action.sentAtMs),
    endedAt: toIso(action.endedAtMs),
    versionBefore: action.target.version,
    versionAfter: progress.versionAfter,
    changes: plan.changes,
    steps: progress.steps.length > 0 ? [...progress.steps] : plan.steps,
    duration: plan.duration,
    message: progress.message,
    failure: progress.failure,
    operationId: action.operationId,
    followProblem: progress.followProblem,
    alternatives: [...(progress.alternatives ?? [])],
    watch: action.watch,
    may: [...may],
  };
}
