import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';

/** A runtime's failure as the API tells it. What the portal itself may not do is no refusal of the caller. */
export function asHttpError(error: unknown): unknown {
  if (!(error instanceof FlinkActionError)) {
    return error;
  }
  // Given to the constructor, the cause would repeat the sentence in the message.
  return Object.assign(httpErrorOf(error), { cause: error });
}

function httpErrorOf({ reason, message }: FlinkActionError): Error {
  switch (reason) {
    case 'conflict':
      return new ConflictError(message);
    case 'refused':
      return new InputError(message);
    case 'notFound':
      return new NotFoundError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}
