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
  switch (error.reason) {
    case 'conflict':
      return new ConflictError(error.message, error);
    case 'refused':
      return new InputError(error.message, error);
    case 'notFound':
      return new NotFoundError(error.message, error);
    default:
      return new ServiceUnavailableError(error.message, error);
  }
}
