import type { ActionOrder } from '@flink-portal/backstage-plugin-flink-node';
import type { KubernetesSettings } from '../../settings';
import type { Reader } from '../target/Reader';

/** What one look is given. */
export interface LookInput {
  readonly reader: Reader;
  readonly order: ActionOrder;
  readonly settings: KubernetesSettings;
  readonly nowMs: number;
}
