import type { KubernetesRequest } from './KubernetesTransport';

/** One call to the API server that changes an object. */
export interface KubernetesWriteRequest extends KubernetesRequest {
  readonly method: 'PATCH' | 'POST' | 'DELETE';
  /** Custom resources take `application/merge-patch+json` for a PATCH; a strategic merge answers 415. */
  readonly contentType: string;
  /** JSON. */
  readonly body: string;
  readonly timeoutMs: number;
}

/**
 * The way to change objects in clusters. Kept apart from KubernetesTransport so that what collects cannot
 * write.
 */
export interface KubernetesWrites {
  /**
   * Makes the call once and returns the parsed JSON of its answer. Never repeats it.
   *
   * @throws KubernetesRequestError; `neverSent` when the call certainly did not leave, `answer` when the far
   * side answered
   */
  write(request: KubernetesWriteRequest): Promise<unknown>;
}
