import { redactText } from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { KubernetesRequestError, type FarAnswer } from '../../transport';
import { describePlace, type Place } from '../target/Place';

const DENIED_BY_WEBHOOK = /denied the request/;
const WEBHOOK_UNREACHABLE = /failed calling webhook/;

/**
 * What a failed write means: `unsure` when it may have taken effect, every other reason when it is certain that
 * it did not.
 */
export function writeFailure(place: Place, error: unknown): FlinkActionError {
  if (error instanceof FlinkActionError) return error;
  if (!(error instanceof KubernetesRequestError)) return unsure(place, error);
  if (error.neverSent)
    return make('unreachable', `${error.message} Nothing was sent.`, error);
  const { answer } = error;
  if (!answer) return unsure(place, error);
  if (answer.from === 'apiServer') return fromApiServer(place, answer, error);
  switch (answer.status) {
    case 401:
    case 403:
      return make('denied', `${error.message} Nothing was changed.`, error);
    case 404:
      return answer.from === 'portal'
        ? make('unreachable', `${error.message} Nothing was changed.`, error)
        : unsure(place, error);
    case 429:
      return throttled(error);
    default:
      return unsure(place, error);
  }
}

function fromApiServer(
  place: Place,
  answer: FarAnswer,
  error: KubernetesRequestError,
): FlinkActionError {
  const told = redactText(answer.message);
  if (DENIED_BY_WEBHOOK.test(answer.message) && answer.status < 500) {
    return make(
      'refused',
      `The operator’s admission webhook refused the change to ${describePlace(
        place,
      )}; nothing was changed. It said: ${told}`,
      error,
    );
  }
  if (WEBHOOK_UNREACHABLE.test(answer.message)) {
    return make(
      'failed',
      `The operator’s admission webhook does not answer, so the API server of cluster "${place.cluster}" refuses every write to Flink objects, a stop included; nothing was changed. Have the flink-operator-webhook service and its certificate checked. It said: ${told}`,
      error,
    );
  }
  switch (answer.status) {
    case 401:
    case 403:
      return make('denied', `${error.message} Nothing was changed.`, error);
    case 404:
      return make('notFound', `${error.message} Nothing was changed.`, error);
    case 409:
      return make(
        'conflict',
        `${describePlace(
          place,
        )} was changed by somebody else at the same time. Nothing was changed. Review again.`,
        error,
      );
    case 429:
      return throttled(error);
    default:
      return answer.status < 500
        ? make(
            'refused',
            `The API server of cluster "${
              place.cluster
            }" refused the change to ${describePlace(
              place,
            )}; nothing was changed. It said: ${told}`,
            error,
          )
        : unsure(place, error);
  }
}

/** Whether a failed write was turned away for its rate, certainly without effect. */
export function isThrottled(error: unknown): boolean {
  return (
    error instanceof KubernetesRequestError && error.answer?.status === 429
  );
}

/** Whether the object was written by somebody since it was read. */
export function isStale(error: unknown): boolean {
  return (
    error instanceof KubernetesRequestError &&
    error.answer?.status === 409 &&
    error.answer.from === 'apiServer'
  );
}

function throttled(error: KubernetesRequestError): FlinkActionError {
  return make('throttled', `${error.message} Nothing was changed.`, error);
}

function unsure(place: Place, error: unknown): FlinkActionError {
  return make(
    'unsure',
    `No usable answer came to the change of ${describePlace(place)}: ${
      error instanceof Error ? error.message : String(error)
    } Whether it took effect is found out by reading; it is not sent again.`,
    error,
  );
}

function make(
  reason: FlinkActionError['reason'],
  message: string,
  cause: unknown,
): FlinkActionError {
  return new FlinkActionError(reason, message, cause);
}
