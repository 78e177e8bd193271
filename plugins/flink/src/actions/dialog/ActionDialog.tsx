import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useId, useState } from 'react';
import { hasParameters, type ActionDraft } from '../actionDraft';
import { ACTION_LABELS, objectText } from '../actionWords';
import { requestOfDraft } from '../draftParams';
import { useIsNarrow } from '../useIsNarrow';
import type { DialogApplication } from './DialogApplication';
import { ParametersStep } from './ParametersStep';
import { PlanStep } from './PlanStep';

/** Parameters where an action has any, then the plan, then the confirmation. Nothing is sent before that. */
export function ActionDialog(props: {
  application: DialogApplication;
  initialDraft: ActionDraft;
  onClose: () => void;
  onStarted: (action: flinkApi.Action) => void;
}) {
  const { application, initialDraft, onClose, onStarted } = props;
  const titleId = useId();
  const isNarrow = useIsNarrow();
  const [draft, setDraft] = useState(initialDraft);
  const [request, setRequest] = useState<ActionDraft | undefined>(
    hasParameters(initialDraft.kind) ? undefined : initialDraft,
  );
  const [planTitle, setPlanTitle] = useState<string>();
  const object = objectText({
    applicationName: application.name,
    environment: application.environment,
  });
  const title =
    (request && planTitle) ?? `${ACTION_LABELS[draft.kind]}: ${object}`;
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="md"
      fullWidth
      fullScreen={isNarrow}
    >
      <DialogTitle id={titleId}>{title}</DialogTitle>
      {request ? (
        <PlanStep
          application={application}
          request={request}
          onPlanned={plan => setPlanTitle(plan.title)}
          onBack={
            hasParameters(request.kind)
              ? () => setRequest(undefined)
              : undefined
          }
          onReplan={alternative => {
            setDraft(alternative);
            setRequest(alternative);
            setPlanTitle(undefined);
          }}
          onClose={onClose}
          onStarted={onStarted}
        />
      ) : (
        <ParametersStep
          application={application}
          draft={draft}
          onChange={setDraft}
          onClose={onClose}
          onReview={() => {
            setPlanTitle(undefined);
            setRequest(requestOfDraft(draft));
          }}
        />
      )}
    </Dialog>
  );
}
