import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useNow } from '@flink-portal/backstage-plugin-flink-react';
import { useEffect, useState } from 'react';
import { LoadingState } from '../../states';
import type { ActionDraft } from '../actionDraft';
import { objectText } from '../actionWords';
import { describePlanError, describeSendError } from '../describeActionError';
import { PlanView } from '../plan/PlanView';
import { ReasonedButton } from '../ReasonedButton';
import { useConfirm } from '../useConfirm';
import { useIsNarrow } from '../useIsNarrow';
import { usePlan } from '../usePlan';
import type { DialogApplication } from './DialogApplication';
import { CancelButton } from './CancelButton';
import { ConfirmFields } from './ConfirmFields';
import { broughtOf, confirmLabel, offReason } from './confirmation';
import { ProblemNote } from './ProblemNote';

/** What would happen, and the confirmation. What was typed outlives every new plan of the same action. */
export function PlanStep(props: {
  application: DialogApplication;
  request: ActionDraft;
  onPlanned: (plan: flinkApi.ActionPlan) => void;
  onBack?: () => void;
  onReplan: (alternative: flinkApi.ActionRequest) => void;
  onClose: () => void;
  onStarted: (action: flinkApi.Action) => void;
}) {
  const { application, request, onPlanned, onBack, onReplan } = props;
  const { plan, error, isReading, review } = usePlan(application.id, request);
  const confirm = useConfirm(application.id, props.onStarted);
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const isNarrow = useIsNarrow();
  const now = useNow();
  const subject = objectText({
    applicationName: application.name,
    environment: application.environment,
  });

  useEffect(() => {
    if (plan) {
      onPlanned(plan);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each plan
  }, [plan?.id]);

  const reviewAgain = () => {
    confirm.forget();
    review();
  };
  const problem =
    (error && describePlanError(error, subject)) ??
    (confirm.error && describeSendError(confirm.error, subject));
  const isExpired =
    plan !== undefined && Date.parse(plan.expiresAt) <= now.getTime();
  const send = () =>
    plan && confirm.send(plan, broughtOf(plan.needs, { typedName, reason }));
  return (
    <>
      <DialogContent dividers>
        {problem && (
          <ProblemNote
            problem={problem}
            onReview={reviewAgain}
            onSendAgain={send}
          />
        )}
        {isExpired && !problem && (
          <ProblemNote
            problem={{
              title: 'This plan has expired',
              text: 'The application may have changed since it was read. Nothing was sent; what you typed stays.',
              next: 'review',
            }}
            onReview={reviewAgain}
          />
        )}
        {isReading && (
          <LoadingState
            subject={`${application.name} for the plan`}
            words={`Still reading ${application.name} for the plan. Nothing is sent.`}
            rows={6}
          />
        )}
        {plan && (
          <PlanView
            plan={plan}
            onAlternative={alternative => {
              setTypedName('');
              confirm.forget();
              onReplan(alternative);
            }}
          />
        )}
        {plan?.allowed && (
          <ConfirmFields
            needs={plan.needs}
            typedName={typedName}
            reason={reason}
            onTypedName={setTypedName}
            onReason={setReason}
          />
        )}
      </DialogContent>
      <DialogActions>
        {onBack && (
          <Button onClick={onBack} disabled={confirm.isSending}>
            Back
          </Button>
        )}
        <CancelButton onClick={props.onClose} focusKey={plan?.id} />
        {plan && (
          <ReasonedButton
            variant="contained"
            color="primary"
            reason={offReason({
              plan,
              typedName,
              reason,
              isNarrow,
              isExpired,
              isSending: confirm.isSending,
              mustReview: problem?.next === 'review',
            })}
            onClick={send}
          >
            {confirmLabel(plan)}
          </ReasonedButton>
        )}
      </DialogActions>
    </>
  );
}
