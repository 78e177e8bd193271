import {
  FlinkActionError,
  type ActionErrorReason,
} from '@flink-portal/backstage-plugin-flink-node';
import type { KubernetesRequestError } from '../../transport';

/** A failed read in the words of actions: nothing was changed by it. */
export function actionErrorOf(error: KubernetesRequestError): FlinkActionError {
  return new FlinkActionError(reasonOf(error), error.message, error);
}

function reasonOf({ failure }: KubernetesRequestError): ActionErrorReason {
  switch (failure) {
    case 'denied':
    case 'throttled':
    case 'notFound':
      return failure;
    case 'unreachable':
    case 'timeout':
      return 'unreachable';
    default:
      return 'failed';
  }
}
