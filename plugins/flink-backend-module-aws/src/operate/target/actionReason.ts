import type { UnreadableReason } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionErrorReason } from '@flink-portal/backstage-plugin-flink-node';

const REASONS: Readonly<Record<UnreadableReason, ActionErrorReason>> = {
  denied: 'denied',
  unreachable: 'unreachable',
  throttled: 'throttled',
  timeout: 'unreachable',
  invalid: 'failed',
  budget: 'failed',
  failed: 'failed',
};

/** Why a read failed, as an action's reason: a read never takes effect, so nothing is unsure. */
export function actionReasonOf(reason: UnreadableReason): ActionErrorReason {
  return REASONS[reason];
}
