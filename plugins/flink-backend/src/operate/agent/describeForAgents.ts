import { isWaiting } from '@flink-portal/backstage-plugin-flink-common';
import type { Action, ActionPlan } from '../../schema/openapi/generated/models';
import type { Fence } from './Fence';

const PORTAL = 'the portal, quoting the runtime';
const RUNTIME = 'the runtime';

/** A plan as agents are given it: without its id, by which a person confirms it. */
export function planForAgents(plan: ActionPlan, fence: Fence) {
  const { restorePoint, duration } = plan;
  return {
    title: plan.title,
    allowed: plan.allowed,
    refusal: plan.refusal ? fence.around(plan.refusal, PORTAL) : undefined,
    environment: plan.environment,
    version: plan.version,
    createdAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    interrupts: plan.interrupts,
    medianMs: duration.medianMs,
    worstMs: duration.worstMs,
    durationBasis: duration.basis,
    restorePoint: restorePoint && {
      kind: restorePoint.kind,
      name: restorePoint.name,
      at: restorePoint.at,
      sizeBytes: restorePoint.sizeBytes,
      restorable: restorePoint.restorable,
    },
    recordsToReplay: plan.replay?.records,
    costDeltaUsdPerMonth: plan.cost?.deltaUsdPerMonth,
    consumers: plan.consumers.map(({ entityRef }) => entityRef),
    warnings: plan.warnings.map(({ code, severity, message }) => ({
      code,
      severity,
      message: fence.around(message, PORTAL),
    })),
    losses: plan.losses.map(loss => fence.around(loss, PORTAL)),
    changes:
      plan.changes.length > 0
        ? fence.around(linesOf(plan.changes), 'the configuration')
        : undefined,
    needsTypedName: plan.needs.typedName !== undefined,
    needsReason: plan.needs.reason,
    needsApproval: plan.needs.approval !== undefined,
    alternatives: plan.alternatives.map(({ request, message }) => ({
      request,
      message: fence.around(message, PORTAL),
    })),
  };
}

/** An action as agents are given it. */
export function actionForAgents(action: Action, url: string, fence: Fence) {
  return {
    notice: fence.notice,
    actionId: action.id,
    applicationId: action.applicationId,
    title: action.title,
    status: action.status,
    origin: action.origin,
    requestedBy: action.requestedBy,
    requestedAt: action.requestedAt,
    decidedBy: action.decidedBy,
    expiresAt: action.expiresAt,
    sentAt: action.sentAt,
    endedAt: action.endedAt,
    message: fence.around(action.message, PORTAL),
    failure: action.failure ? fence.around(action.failure, RUNTIME) : undefined,
    steps: action.steps.map(({ title, status }) => ({ title, status })),
    watch: action.watch?.status,
    url,
    next: nextOf(action, url),
  };
}

function nextOf({ status, expiresAt }: Action, url: string): string {
  if (status === 'awaitingConfirmation') {
    const until = expiresAt ? ` before ${expiresAt}` : '';
    return `Nothing was sent. A person has to look at it and confirm it${until}: ${url}`;
  }
  if (isWaiting(status)) {
    return `Nothing was sent. A second person has to approve it: ${url}`;
  }
  return status === 'sending' || status === 'underway' || status === 'overdue'
    ? 'The portal follows it to its end; ask get-action again for the outcome.'
    : 'It has ended; its outcome changes no more.';
}

function linesOf(changes: ActionPlan['changes']): string {
  return changes
    .map(
      ({ field, before, after }) =>
        `${field}: ${before ?? '(nothing)'} -> ${after ?? '(nothing)'}`,
    )
    .join('\n');
}
