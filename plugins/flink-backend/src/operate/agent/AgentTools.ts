import type { AuditorService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Authorizer } from '../../permissions/Authorizer';
import type { ApplicationTimeline } from '../../serve/history/ApplicationTimeline';
import type { Inventory } from '../../serve/Inventory';
import type { FlinkStore } from '../../store/FlinkStore';
import type { ActionService } from '../ActionService';

/** What agents' tools are made of. */
export interface AgentTools {
  readonly registry: ActionsRegistryService;
  readonly auditor: AuditorService;
  readonly authorizer: Authorizer;
  readonly inventory: Inventory;
  readonly store: FlinkStore;
  readonly timeline: Pick<ApplicationTimeline, 'read'>;
  readonly actions: AgentActions;
  /** `app.baseUrl`: where the portal is for people. */
  readonly portalUrl: string;
}

/** The part of the actions that agents reach: nothing here sends anything. */
export type AgentActions = Pick<ActionService, 'plan' | 'request' | 'get'>;
