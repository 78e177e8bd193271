import {
  type ActionRequest,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionTarget } from '@flink-portal/backstage-plugin-flink-node';

const UNDONE_BY_ROLLBACK: readonly ActionKind[] = ['upgrade'];

/** What would undo a change that made things worse: the earlier parallelism, or the version before. */
export function preparedRollback(
  request: ActionRequest,
  { configuration }: Pick<ActionTarget, 'configuration'>,
): ActionRequest | undefined {
  if (request.kind === 'rescale') {
    const { parallelism, parallelismPerKpu } = configuration;
    return parallelism === undefined
      ? undefined
      : {
          kind: 'rescale',
          parallelism,
          ...(request.parallelismPerKpu !== undefined &&
          parallelismPerKpu !== undefined
            ? { parallelismPerKpu }
            : {}),
        };
  }
  return UNDONE_BY_ROLLBACK.includes(request.kind)
    ? { kind: 'rollback' }
    : undefined;
}
