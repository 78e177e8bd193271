import type {
  FaultLook,
  FaultRecord,
} from '@flink-portal/backstage-plugin-flink-common';

/** What one place held. */
export interface FaultsReading {
  readonly records: readonly FaultRecord[];
  readonly look: FaultLook;
  /** Epoch ms: what is older is not kept there. */
  readonly completeFromMs?: number;
}
