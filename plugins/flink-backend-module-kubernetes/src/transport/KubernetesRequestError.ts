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

/** An answer that was not 2xx. */
export interface FarAnswer {
  readonly status: number;
  /** Who wrote it: the API server with a Status, the portal's own backend, or something in between. */
  readonly from: 'apiServer' | 'portal' | 'other';
  /** The API server's reason word: `Conflict`, `AlreadyExists`. */
  readonly reason?: string;
  /** As it was told. */
  readonly message: string;
}

/** A request to a cluster that brought no usable answer. */
export class KubernetesRequestError extends Error {
  readonly name = 'KubernetesRequestError';
  readonly failure: RequestFailure;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** What was answered, where anything was. */
  readonly answer?: FarAnswer;
  /** True when it is certain that the request did not leave the portal's Flink backend. */
  readonly neverSent: boolean;

  /**
   * @param message - a sentence for a person: what, where, and what to do
   */
  constructor(
    failure: RequestFailure,
    message: string,
    options: {
      status?: number;
      answer?: FarAnswer;
      neverSent?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.status = options.status;
    this.answer = options.answer;
    this.neverSent = options.neverSent ?? false;
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
