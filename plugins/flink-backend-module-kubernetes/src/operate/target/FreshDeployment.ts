import type { JsonObject } from '@backstage/types';
import type {
  Snapshot,
  UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkDeployment, FlinkStateSnapshot } from '../../resources';
import type { ApplicationFacts, DeploymentView } from '../../translate';
import type { Place } from './Place';

/** A FlinkDeployment as it was read a moment ago, with the states it can go back to. */
export interface FreshDeployment {
  readonly place: Place;
  readonly deployment: FlinkDeployment;
  /** `spec` as the API server holds it, without defaults. */
  readonly spec: JsonObject;
  /** `metadata.uid`, always there on stored objects. */
  readonly uid: string;
  readonly generation: number;
  readonly resourceVersion: string;
  readonly view: DeploymentView;
  readonly facts: ApplicationFacts;
  /** Newest first; undefined when they could not be read. */
  readonly snapshots?: readonly Snapshot[];
  /** The objects behind them, where there are objects. */
  readonly snapshotObjects: readonly FlinkStateSnapshot[];
  readonly snapshotsUnreadable?: {
    readonly reason: UnreadableReason;
    readonly message: string;
  };
}
