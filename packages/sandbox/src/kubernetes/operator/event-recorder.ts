import { createHash } from 'node:crypto';
import { Registry, isoSeconds } from '../api/registry';
import { resourceOfKind } from '../api/resources';
import { KubernetesObject, numberAt } from '../store/objects';

// How long an API server keeps events by default.
const KEPT_MS = 60 * 60_000;

/** An event of the operator about one of its resources. */
export interface OperatorEvent {
  reason: string;
  message: string;
  type: 'Normal' | 'Warning';
  component: 'Operator' | 'JobManagerDeployment' | 'Job' | 'Snapshot';
  atMs: number;
  annotations?: { [key: string]: string };
  /** When it first happened, and how often, for what began before anybody looked. */
  firstAtMs?: number;
  count?: number;
}

/** Writes events; one that repeats updates its count and its last time. */
export class EventRecorder {
  constructor(private readonly registry: Registry) {}

  record(about: KubernetesObject, event: OperatorEvent): void {
    const resource = resourceOfKind('v1', 'Event');
    const { namespace = 'default', name, uid } = about.metadata;
    const hash = createHash('sha256')
      .update(`${uid}/${event.reason}/${event.message}`)
      .digest('base64url')
      .replace(/[^a-zA-Z0-9]/g, '')
      .slice(0, 12);
    const eventName = `${name}.${hash}`;
    const old = this.registry.find(resource, namespace, eventName);
    const next: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: eventName,
        namespace,
        creationTimestamp: isoSeconds(event.firstAtMs ?? event.atMs),
        ...(event.annotations ? { annotations: event.annotations } : {}),
      },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        namespace,
        uid,
      },
      reason: event.reason,
      message: event.message,
      type: event.type,
      source: { component: event.component },
      reportingComponent: event.component,
      reportingInstance: '',
      firstTimestamp: isoSeconds(event.firstAtMs ?? event.atMs),
      lastTimestamp: isoSeconds(event.atMs),
      count: event.count ?? 1,
    };
    const options = { manager: 'flink-kubernetes-operator', internal: true };
    if (!old) {
      this.registry.create(resource, namespace, next, options);
      return;
    }
    this.registry.replace(
      resource,
      namespace,
      eventName,
      {
        ...next,
        metadata: { ...next.metadata, resourceVersion: undefined },
        firstTimestamp: old.firstTimestamp,
        count: event.count ?? (numberAt(old, 'count') ?? 1) + 1,
      },
      options,
    );
  }

  /** Drops what an API server would have forgotten by now. */
  expire(nowMs: number): void {
    const resource = resourceOfKind('v1', 'Event');
    for (const event of this.registry.list(resource)) {
      const last = Date.parse(String(event.lastTimestamp ?? ''));
      if (last < nowMs - KEPT_MS) {
        this.registry.remove(
          resource,
          event.metadata.namespace,
          event.metadata.name,
        );
      }
    }
  }
}
