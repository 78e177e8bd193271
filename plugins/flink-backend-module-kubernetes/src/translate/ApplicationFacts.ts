import type { UnreadableReason } from '@flink-portal/backstage-plugin-flink-common';
import type {
  FlinkBlueGreenDeployment,
  FlinkDeployment,
  FlinkSessionJob,
  FlinkStateSnapshot,
  KubernetesEvent,
  Pod,
} from '../resources';
import type { FlinkReading } from '../rest';

/** Objects of a kind that concern one application, or why they could not be read. */
export type Part<T> =
  | { readonly read: true; readonly value: readonly T[] }
  | {
      readonly read: false;
      readonly reason: UnreadableReason;
      readonly message: string;
    };

/** When a word of the status was first seen as it is now, epoch ms: the status itself does not say. */
export interface SeenSince {
  readonly jobState?: { readonly value: string; readonly sinceMs: number };
  readonly jobManager?: { readonly value: string; readonly sinceMs: number };
}

/** Everything that is known of one application at one moment. The input of the translation. */
export interface ApplicationFacts {
  readonly cluster: string;
  readonly sourceId: string;
  readonly namespace: string;
  readonly name: string;
  /** Absent: session jobs name a cluster that does not exist. For blue/green: the active one. */
  readonly deployment?: FlinkDeployment;
  readonly blueGreen?: FlinkBlueGreenDeployment;
  readonly sessionJobs: Part<FlinkSessionJob>;
  readonly snapshots: Part<FlinkStateSnapshot>;
  readonly pods: Part<Pod>;
  readonly events: Part<KubernetesEvent>;
  /** The newest reading of Flink's REST API that succeeded. */
  readonly flink?: FlinkReading;
  readonly seen: SeenSince;
  readonly nowMs: number;
}

/** The value of a part, empty when it could not be read. For rules, which must not invent. */
export function itemsOf<T>(part: Part<T>): readonly T[] {
  return part.read ? part.value : [];
}
