import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useAllowedActions } from '@flink-portal/backstage-plugin-flink-react';
import { useNavigate } from 'react-router-dom';
import { actionHref } from '../../routes';
import { useActionAddress } from '../useActionAddress';
import { ActionDialog } from './ActionDialog';

/**
 * Opens the dialog that the address names, for one of the applications on this screen. An address fills in
 * parameters; it never confirms.
 */
export function ActionDialogHost(props: {
  applications: ReadonlyArray<
    Pick<flinkApi.ApplicationSummary, 'id' | 'name' | 'runtime' | 'environment'>
  >;
  /** Where an action is followed, when not on this screen. */
  hrefOf?: (id: string) => string | undefined;
}) {
  const { applications, hrefOf } = props;
  const { draft, applicationId, closeDialog, follow } = useActionAddress();
  const navigate = useNavigate();
  const application =
    applicationId === undefined && applications.length === 1
      ? applications[0]
      : applications.find(({ id }) => id === applicationId);
  const allowed = useAllowedActions(draft && application?.id);
  if (!draft || !application) {
    return null;
  }
  const onStarted = ({ id: actionId }: flinkApi.Action) => {
    // Menu and banner of this screen must not wait for their next poll.
    allowed.refresh();
    const href = hrefOf?.(application.id);
    if (href === undefined) {
      follow(actionId);
    } else {
      navigate(actionHref(href, actionId));
    }
  };
  return (
    <ActionDialog
      key={`${application.id} ${draft.kind}`}
      application={application}
      initialDraft={draft}
      onClose={closeDialog}
      onStarted={onStarted}
    />
  );
}
