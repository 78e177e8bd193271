import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  flinkApiRef,
  useAction,
} from '@flink-portal/backstage-plugin-flink-react';
import { useId, useRef, useState } from 'react';
import { DataFrame } from '../../states';
import { describeSendError } from '../describeActionError';
import { CancelButton } from '../dialog/CancelButton';
import { ConfirmFields } from '../dialog/ConfirmFields';
import { broughtOf } from '../dialog/confirmation';
import { ProblemNote } from '../dialog/ProblemNote';
import { ActionFacts } from '../follow/ActionFacts';
import { PlanView } from '../plan/PlanView';
import { ReasonedButton } from '../ReasonedButton';
import { useIsNarrow } from '../useIsNarrow';
import {
  DECISION_WORDS,
  launches,
  needsOfDecision,
  offReasonOfDecision,
} from './decisionWords';

/** Decides about an action that waits, with its plan in view. */
export function DecisionDialog(props: {
  applicationId: string;
  actionId: string;
  title: string;
  decision: flinkApi.ActionMayEnum;
  onClose: () => void;
  onDecided: (action: flinkApi.Action) => void;
}) {
  const { applicationId, actionId, decision, onClose, onDecided } = props;
  const api = useApi(flinkApiRef);
  const titleId = useId();
  const isNarrow = useIsNarrow();
  const read = useAction(applicationId, actionId);
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error>();
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);
  const action = read.data;
  const needs = needsOfDecision(decision, action?.plan);
  const word = DECISION_WORDS[decision];

  const send = async () => {
    if (isBusy.current) {
      return;
    }
    isBusy.current = true;
    setSending(true);
    setError(undefined);
    try {
      onDecided(
        await api.decideAction(applicationId, actionId, {
          decision,
          ...broughtOf(needs, { typedName, reason }),
        }),
      );
    } catch (problem) {
      setError(problem as Error);
      read.refresh();
    } finally {
      isBusy.current = false;
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="md"
      fullWidth
      fullScreen={isNarrow}
    >
      <DialogTitle id={titleId}>
        {word}: {props.title}
      </DialogTitle>
      <DialogContent dividers>
        {error && (
          <ProblemNote
            problem={describeSendError(error, props.title)}
            onReview={() => {
              setError(undefined);
              read.refresh();
            }}
            onSendAgain={send}
          />
        )}
        <DataFrame read={read} subject="this action" rows={6}>
          {found => (
            <>
              <ActionFacts action={found} />
              {found.plan && <PlanView plan={found.plan} />}
              {launches(decision) && (
                <p>
                  The application is read again before anything is sent; if it
                  changed since this plan, nothing is sent.
                </p>
              )}
              <ConfirmFields
                needs={
                  decision === 'confirm'
                    ? needs
                    : { ...needs, approval: undefined }
                }
                typedName={typedName}
                reason={reason}
                onTypedName={setTypedName}
                onReason={setReason}
              />
            </>
          )}
        </DataFrame>
      </DialogContent>
      <DialogActions>
        <CancelButton onClick={onClose} />
        <ReasonedButton
          variant="contained"
          color="primary"
          reason={
            action
              ? offReasonOfDecision({
                  decision,
                  may: action.may,
                  needs,
                  typedName,
                  reason,
                  isNarrow,
                  isSending,
                })
              : 'It is still being read.'
          }
          onClick={send}
        >
          {word}
        </ReasonedButton>
      </DialogActions>
    </Dialog>
  );
}
