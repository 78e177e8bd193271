/** What a request is about, so that a refusal can name it. */
export interface RequestSubject {
  /** `list`, `watch`, `get`. */
  readonly verb: string;
  /** `flinkdeployments.flink.apache.org`, `pods`, `services/proxy`. */
  readonly resource: string;
  readonly namespace?: string;
}

/** One GET to the API server of a cluster. */
export interface KubernetesRequest {
  readonly cluster: string;
  /** Path and query as the API server knows them, beginning with `/`. */
  readonly path: string;
  readonly subject: RequestSubject;
  readonly signal: AbortSignal;
  /** How long until the whole answer must be there, ms. Absent for watches, which end themselves. */
  readonly timeoutMs?: number;
}

/** A cluster as the Kubernetes plugin lists it. */
export interface ClusterInfo {
  readonly name: string;
  readonly title?: string;
  readonly authProvider?: string;
}

/**
 * The way to read clusters. It has no method that writes: those are KubernetesWrites, which what collects is
 * never given.
 *
 * Every method throws KubernetesRequestError when no usable answer came, and the signal's own reason
 * when it was aborted.
 */
export interface KubernetesTransport {
  clusters(signal: AbortSignal): Promise<ClusterInfo[]>;
  /** The parsed JSON of an answer; what is in it is for the caller's schema to say. */
  getJson(request: KubernetesRequest): Promise<unknown>;
  /** The lines of a streamed answer, as they come. Ends when the far side ends it. */
  streamLines(request: KubernetesRequest): AsyncIterable<string>;
}
