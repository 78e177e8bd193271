import { useSearchParams } from 'react-router-dom';
import { kindOf, type ActionDraft } from './actionDraft';
import { DRAFT_PARAMS, draftFromParams, paramsOfDraft } from './draftParams';

/** Which action's dialog is open and which action is followed, kept in the URL so that it can be shared. */
export interface ActionAddress {
  readonly draft: ActionDraft | undefined;
  /** The application the dialog is about, if the address names it. */
  readonly applicationId: string | undefined;
  readonly followedId: string | undefined;
  readonly openDialog: (applicationId: string, draft: ActionDraft) => void;
  readonly closeDialog: () => void;
  readonly follow: (actionId: string) => void;
  readonly unfollow: () => void;
}

/** Reads and writes the action part of the address. */
export function useActionAddress(): ActionAddress {
  const [params, setParams] = useSearchParams();
  const named = params.get('action');
  const kind = kindOf(named);
  const change = (edit: (changed: URLSearchParams) => void) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        edit(changed);
        return changed;
      },
      { replace: true },
    );
  const withoutDraft = (changed: URLSearchParams) =>
    ['action', ...DRAFT_PARAMS].forEach(name => changed.delete(name));
  return {
    draft: kind && draftFromParams(kind, params),
    applicationId: params.get('application') ?? undefined,
    // Links of agents and notifications say `action=<id>`.
    followedId:
      params.get('actionId') ?? (kind ? undefined : named) ?? undefined,
    openDialog: (applicationId, draft) =>
      change(changed => {
        withoutDraft(changed);
        changed.set('application', applicationId);
        Object.entries(paramsOfDraft(draft)).forEach(([name, value]) =>
          changed.set(name, value),
        );
      }),
    closeDialog: () => change(withoutDraft),
    follow: actionId =>
      change(changed => {
        withoutDraft(changed);
        changed.set('section', 'actions');
        changed.set('actionId', actionId);
      }),
    unfollow: () =>
      change(changed => {
        changed.delete('actionId');
        if (!kindOf(changed.get('action'))) {
          changed.delete('action');
        }
      }),
  };
}
