import {
  ACTION_KINDS,
  type ActionKind,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** An action with as many of its parameters as are known so far. */
export type ActionDraft = flinkApi.ActionRequest;

/** Kinds that ask for something before they can be planned. */
const ASKING: readonly ActionKind[] = [
  'rescale',
  'upgrade',
  'start',
  'restore',
  'deleteSnapshot',
];

/** Whether a kind has parameters to choose. */
export function hasParameters(kind: ActionKind): boolean {
  return ASKING.includes(kind);
}

/** Whether everything a plan needs is chosen. The backend checks it all again. */
export function isComplete(draft: ActionDraft): boolean {
  switch (draft.kind) {
    case 'rescale':
      return (
        isCount(draft.parallelism) && isCountOrAbsent(draft.parallelismPerKpu)
      );
    case 'upgrade':
      return Boolean(draft.flinkVersion || draft.artifact);
    case 'start':
      return (
        draft.from !== undefined &&
        (draft.from.type !== 'snapshot' || Boolean(draft.from.snapshotName))
      );
    case 'restore':
    case 'deleteSnapshot':
      return Boolean(draft.snapshotName);
    default:
      return true;
  }
}

function isCount(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 1;
}

function isCountOrAbsent(value: number | undefined): boolean {
  return value === undefined || isCount(value);
}

/** The kind a text names. */
export function kindOf(text: string | null): ActionKind | undefined {
  return ACTION_KINDS.find(kind => kind === text);
}
