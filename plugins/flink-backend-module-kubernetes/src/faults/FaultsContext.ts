import type { Observation } from '@flink-portal/backstage-plugin-flink-common';
import type { FaultsQuery } from '@flink-portal/backstage-plugin-flink-node';
import type { KubernetesSettings } from '../settings';
import type { KubernetesTransport } from '../transport';

/** What reading one application's faults needs. */
export interface FaultsContext {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly observation: Observation;
  readonly query: FaultsQuery;
  readonly transport: KubernetesTransport;
  readonly settings: KubernetesSettings;
  readonly count: (operation: string) => void;
}
