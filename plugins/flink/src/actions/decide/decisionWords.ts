import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { lackOf } from '../dialog/confirmation';
import { NEEDS_WIDER_SCREEN } from '../useIsNarrow';

type Decision = flinkApi.ActionMayEnum;

/** What somebody can decide, as buttons say it. */
export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  confirm: 'Confirm',
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
};

/** Whether the action is sent when one decides so. */
export function launches(decision: Decision): boolean {
  return decision === 'confirm' || decision === 'approve';
}

/**
 * What a decision has to bring. The name of what loses something is typed by everybody who lets it happen;
 * the reason is the one of who asked, so that an approver need not repeat it.
 */
export function needsOfDecision(
  decision: Decision,
  plan: flinkApi.ActionPlan | undefined,
): flinkApi.ActionNeeds {
  if (!plan || !launches(decision)) {
    return { reason: false };
  }
  return decision === 'confirm'
    ? plan.needs
    : { typedName: plan.needs.typedName, reason: false };
}

/** Why a decision cannot be made now. */
export function offReasonOfDecision(of: {
  decision: Decision;
  may: readonly Decision[];
  needs: flinkApi.ActionNeeds;
  typedName: string;
  reason: string;
  isNarrow: boolean;
  isSending: boolean;
}): string | undefined {
  if (!of.may.includes(of.decision)) {
    return 'This was decided meanwhile.';
  }
  if (of.isNarrow && launches(of.decision)) {
    return NEEDS_WIDER_SCREEN;
  }
  return of.isSending ? 'It is being sent.' : lackOf(of.needs, of);
}
