import type { ActionKind } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionDraft } from './actionDraft';

const FROM_TYPES = ['latest', 'snapshot', 'none'] as const;

/** The parameters of an action in an address, beside `action` itself. */
export const DRAFT_PARAMS = [
  'parallelism',
  'parallelismPerKpu',
  'flinkVersion',
  'artifact',
  'snapshot',
  'from',
  'allowNonRestoredState',
] as const;

/**
 * What an address proposes. Somebody else may have written it: it fills in the dialog and no more, and what a
 * kind does not take is left out.
 */
export function draftFromParams(
  kind: ActionKind,
  params: URLSearchParams,
): ActionDraft {
  const text = (name: string) => params.get(name) || undefined;
  const count = (name: string) => {
    const value = Number(params.get(name));
    return Number.isInteger(value) && value >= 1 ? value : undefined;
  };
  const allowNonRestoredState =
    params.get('allowNonRestoredState') === 'true' ? true : undefined;
  switch (kind) {
    case 'rescale':
      return {
        kind,
        parallelism: count('parallelism'),
        parallelismPerKpu: count('parallelismPerKpu'),
      };
    case 'upgrade':
      return {
        kind,
        flinkVersion: text('flinkVersion'),
        artifact: text('artifact'),
      };
    case 'start': {
      const type =
        FROM_TYPES.find(known => known === params.get('from')) ?? 'latest';
      return {
        kind,
        from: {
          type,
          ...(type === 'snapshot' && { snapshotName: text('snapshot') }),
        },
        allowNonRestoredState,
      };
    }
    case 'restore':
      return { kind, snapshotName: text('snapshot'), allowNonRestoredState };
    case 'deleteSnapshot':
      return { kind, snapshotName: text('snapshot') };
    default:
      return { kind };
  }
}

/** An action as an address holds it. */
export function paramsOfDraft(draft: ActionDraft): Record<string, string> {
  const values: Record<string, string | number | undefined> = {
    action: draft.kind,
    parallelism: draft.parallelism,
    parallelismPerKpu: draft.parallelismPerKpu,
    flinkVersion: draft.flinkVersion,
    artifact: draft.artifact,
    snapshot: draft.snapshotName ?? draft.from?.snapshotName,
    from: draft.from?.type,
    allowNonRestoredState: draft.allowNonRestoredState ? 'true' : undefined,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
}

/** The same request without what is not set, as the backend wants it. */
export function requestOfDraft(draft: ActionDraft): ActionDraft {
  return JSON.parse(JSON.stringify(draft));
}
