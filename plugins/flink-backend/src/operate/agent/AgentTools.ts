import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Authorizer } from '../../permissions/Authorizer';
import type { Action, ActionPlan } from '../../schema/openapi/generated/models';
import type { ApplicationTimeline } from '../../serve/history/ApplicationTimeline';
import type { Inventory } from '../../serve/Inventory';
import type { FlinkStore } from '../../store/FlinkStore';

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
export interface AgentActions {
  plan(
    credentials: BackstageCredentials,
    applicationId: string,
    request: unknown,
  ): Promise<ActionPlan>;
  request(
    credentials: BackstageCredentials,
    applicationId: string,
    request: unknown,
    reason?: string,
  ): Promise<Action>;
  get(
    credentials: BackstageCredentials,
    applicationId: string,
    actionId: string,
  ): Promise<Action>;
}
