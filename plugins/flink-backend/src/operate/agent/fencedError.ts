import {
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Fence } from './Fence';

const KINDS = [
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
];

/**
 * An error as an agent may read it: why something failed often quotes the runtime, a webhook or a tag. Its cause
 * is left out, because it would be told unfenced. Errors that nobody meant stay what they are; they quote nothing.
 */
export function fencedError(error: unknown): unknown {
  if (!isError(error)) {
    return error;
  }
  const Kind = KINDS.find(({ name }) => name === error.name);
  if (!Kind) {
    return error;
  }
  const fence = new Fence();
  return new Kind(
    `${
      fence.around(error.message, 'the portal, quoting others').untrustedText
    }\n${fence.notice}`,
  );
}
