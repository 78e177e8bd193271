import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { Brought } from '../useConfirm';
import { NEEDS_WIDER_SCREEN } from '../useIsNarrow';

/** What stands on the button that confirms: the verb of the title. */
export function confirmLabel({
  request,
  verb,
  needs,
}: Pick<flinkApi.ActionPlan, 'request' | 'verb' | 'needs'>): string {
  const words = verbOf(request.kind, verb);
  return needs.approval
    ? `Ask to ${words.charAt(0).toLocaleLowerCase('en')}${words.slice(1)}`
    : words;
}

function verbOf(kind: flinkApi.ActionKind, verb: string): string {
  switch (kind) {
    case 'snapshot':
      return 'Take a snapshot';
    case 'deleteSnapshot':
      return 'Delete the snapshot';
    default:
      return verb;
  }
}

/** What is sent with a confirmation: no more than was asked for, apart from a reason that was given anyway. */
export function broughtOf(
  needs: flinkApi.ActionNeeds,
  typed: { typedName: string; reason: string },
): Brought {
  const reason = typed.reason.trim();
  return {
    ...(needs.typedName !== undefined && { typedName: typed.typedName }),
    ...(reason && { reason }),
  };
}

/** What a confirmation still lacks. */
export function lackOf(
  needs: flinkApi.ActionNeeds,
  typed: { typedName: string; reason: string },
): string | undefined {
  if (needs.typedName !== undefined && typed.typedName !== needs.typedName) {
    return `Type ${needs.typedName} exactly as it is first.`;
  }
  return needs.reason && !typed.reason.trim()
    ? 'Give a reason first.'
    : undefined;
}

/** Why a plan cannot be confirmed now. */
export function offReason(of: {
  plan: flinkApi.ActionPlan;
  typedName: string;
  reason: string;
  isNarrow: boolean;
  isExpired: boolean;
  isSending: boolean;
  mustReview: boolean;
}): string | undefined {
  const { plan } = of;
  if (!plan.allowed) {
    return plan.refusal ?? 'This is not possible now.';
  }
  if (of.isNarrow && plan.request.kind !== 'snapshot') {
    return NEEDS_WIDER_SCREEN;
  }
  if (of.isSending) {
    return 'It is being sent.';
  }
  if (of.mustReview) {
    return 'Review again first.';
  }
  if (of.isExpired) {
    return 'This plan has expired. Review again first.';
  }
  return lackOf(plan.needs, of);
}
