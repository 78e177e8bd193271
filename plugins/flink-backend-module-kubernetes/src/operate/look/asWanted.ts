import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionOrder } from '@flink-portal/backstage-plugin-flink-node';
import { NoCall } from '../patch/Intention';
import { desiredParallelism } from '../patch/rescaleSpec';
import { rollbackSpec } from '../patch/rollbackSpec';
import { upgradeSpec } from '../patch/upgradeSpec';
import { valueAt } from '../patch/mergePatch';
import type { FreshDeployment } from '../target/FreshDeployment';
import { namedSnapshot } from '../target/namedSnapshot';

/** The fields of the spec that are not what the action asks for; empty when it is all there. */
export function notAsWanted(
  fresh: FreshDeployment,
  { request, orderedAtMs }: Pick<ActionOrder, 'request' | 'orderedAtMs'>,
): string[] {
  const { view, spec } = fresh;
  const state = (wanted: boolean) =>
    view.wantsSuspended === wanted ? [] : ['spec.job.state'];
  switch (request.kind) {
    case 'stop':
    case 'forceStop':
      return state(true);
    case 'start':
      return [
        ...state(false),
        ...(request.from.type === 'snapshot' ? savepoint(fresh, request) : []),
        ...(request.from.type === 'none' &&
        view.spec.job?.upgradeMode !== 'stateless'
          ? ['spec.job.upgradeMode']
          : []),
      ];
    case 'restart': {
      // The number is made of the order's time.
      const nonce = valueAt(spec, ['restartNonce']);
      return typeof nonce === 'number' &&
        nonce >= Math.floor(orderedAtMs / 1000)
        ? []
        : ['spec.restartNonce'];
    }
    case 'restore':
      return savepoint(fresh, request);
    case 'rescale':
      return desiredParallelism(fresh) === request.parallelism
        ? []
        : ['parallelism'];
    case 'upgrade':
      return remaining(() => upgradeSpec(fresh, request));
    case 'rollback':
      return remaining(() => rollbackSpec(fresh));
    default:
      return [];
  }
}

function savepoint(fresh: FreshDeployment, request: ActionRequest): string[] {
  const wanted = namedSnapshot(fresh, request)?.location;
  return wanted === undefined ||
    fresh.view.spec.job?.initialSavepointPath === wanted
    ? []
    : ['spec.job.initialSavepointPath'];
}

/** What would still have to be patched. */
function remaining(patch: () => object): string[] {
  try {
    return Object.keys(patch()).map(key => `spec.${key}`);
  } catch (error) {
    if (error instanceof NoCall) return [];
    throw error;
  }
}
