import { SimulatedJob } from '../../world/types';
import { JsonObject, KubernetesObject } from '../store/objects';

/** A change the operator is carrying out. */
export interface Transition {
  readonly kind: 'deploy' | 'upgrade' | 'suspend';
  readonly sinceMs: number;
  /** Stages whose events were already recorded. */
  readonly reported: Set<string>;
}

/** What the operator remembers of one FlinkDeployment or FlinkSessionJob. */
export interface ManagedResource {
  readonly kind: 'FlinkDeployment' | 'FlinkSessionJob';
  readonly namespace: string;
  readonly name: string;
  /** The story to project; `healthy` once somebody intervened. */
  story: string;
  job?: SimulatedJob;
  /** The newest generation the operator looked at. */
  handledGeneration: number;
  /** The newest one it accepted; undefined before the first. */
  observedGeneration?: number;
  reconciledSpec?: JsonObject;
  stableSpec?: JsonObject;
  reconciledAtMs: number;
  /** When the JobManager's process was started. */
  jobManagerStartedAtMs: number;
  transition?: Transition;
  /** Set while suspended. */
  suspendedAtMs?: number;
  upgradeSavepointPath?: string;
  /** `status.error`, verbatim. */
  error?: string;
  deletingSinceMs?: number;
  /** Exceptions up to here became events. */
  exceptionsUntilMs: number;
  lastParallelism?: number;
  lastJobStatus?: string;
}

/** `kind/namespace/name` */
export function managedKey(kind: string, namespace: string, name: string) {
  return `${kind}/${namespace}/${name}`;
}

/** The key of an object. */
export function keyOfObject(object: KubernetesObject): string {
  return managedKey(
    object.kind,
    object.metadata.namespace ?? '',
    object.metadata.name,
  );
}
