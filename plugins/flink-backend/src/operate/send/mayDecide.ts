import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionMayEnum } from '../../schema/openapi/generated/models';
import type { ActionRights } from '../rights/ActionRights';
import type { StoredAction } from '../store/StoredAction';

/** What somebody may do with an action that waits for a person. */
export async function mayDecide(
  rights: Pick<ActionRights, 'of' | 'mayApprove' | 'person'>,
  credentials: BackstageCredentials,
  action: StoredAction,
): Promise<ActionMayEnum[]> {
  const { status, applicationId, request } = action;
  if (status !== 'awaitingConfirmation' && status !== 'awaitingApproval') {
    return [];
  }
  let person: string;
  try {
    person = rights.person(credentials);
  } catch {
    return [];
  }
  const own = action.requestedBy === person;
  const withdraw: ActionMayEnum[] = own ? ['withdraw'] : [];
  const mayApprove = await rights.mayApprove(credentials, applicationId);
  if (status === 'awaitingApproval') {
    // Who asked and who confirmed are one side; the second person is somebody else.
    return mayApprove && !own && action.decidedBy !== person
      ? ['approve', 'reject']
      : withdraw;
  }
  const kinds = await rights.of(credentials, applicationId);
  const mayAct = kinds.get(request.kind)?.allowed === true;
  return [
    ...(mayAct ? (['confirm'] as const) : []),
    ...(mayAct || mayApprove ? (['reject'] as const) : []),
    ...withdraw,
  ];
}
