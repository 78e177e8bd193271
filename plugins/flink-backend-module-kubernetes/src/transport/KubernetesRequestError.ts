import type { UnreadableReason } from '@flink-portal/backstage-plugin-flink-common';

/** Why a request failed, finer than what the portal shows. */
export type RequestFailure =
  | UnreadableReason
  /** The API server has no such resource type: the CRD is not installed. */
  | 'notInstalled'
  /** The object does not exist. */
  | 'notFound'
  /** The resource version is too old: list again. */
  | 'expired';

/** A request to a cluster that brought no usable answer. */
export class KubernetesRequestError extends Error {
  readonly name = 'KubernetesRequestError';
  readonly failure: RequestFailure;
  /** HTTP status, where there was one. */
  readonly status?: number;

  /**
   * @param message - a sentence for a person: what, where, and what to do
   */
  constructor(
    failure: RequestFailure,
    message: string,
    options: { status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.status = options.status;
  }

  /** The failure in the words of the common model. */
  get reason(): UnreadableReason {
    switch (this.failure) {
      case 'notInstalled':
      case 'notFound':
        return 'failed';
      case 'expired':
        return 'invalid';
      default:
        return this.failure;
    }
  }
}
