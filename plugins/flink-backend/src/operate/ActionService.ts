import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Authorizer } from '../permissions/Authorizer';
import type {
  Action,
  ActionList,
  ActionPlan,
} from '../schema/openapi/generated/models';
import type { Inventory } from '../serve/Inventory';
import type { ApplicationRow } from '../store/rows';
import type { LifecycleSettings } from './config/LifecycleSettings';
import type { ActionPlanner } from './plan/ActionPlanner';
import { parseActionRequest } from './plan/parseActionRequest';
import { presentAction } from './presentAction';
import type { ActionRights } from './rights/ActionRights';
import type { ActionDecider, DecisionInput } from './send/ActionDecider';
import type { ActionStarter, StartInput } from './send/ActionStarter';
import { mayDecide } from './send/mayDecide';
import type { ActionAudit } from './serve/ActionAudit';
import type { ActionLists, ActionQuestion } from './store/ActionLists';
import type { ActionStore } from './store/ActionStore';
import type { PlanStore } from './store/PlanStore';
import type { StoredAction } from './store/StoredAction';

/** What actions are served from. */
export interface ActionServiceOptions {
  readonly settings: LifecycleSettings;
  readonly authorizer: Pick<Authorizer, 'application' | 'visibility'>;
  readonly rights: ActionRights;
  readonly inventory: Pick<Inventory, 'get'>;
  readonly planner: Pick<ActionPlanner, 'plan'>;
  readonly plans: PlanStore;
  readonly actions: ActionStore;
  readonly lists: ActionLists;
  readonly starter: ActionStarter;
  readonly decider: ActionDecider;
  readonly audit: ActionAudit;
}

/** Which part of a list is asked for. */
export type ListQuestion = Pick<ActionQuestion, 'state' | 'cursor'> & {
  readonly limit?: number;
};

const DEFAULT_LIMIT = 50;

/** Actions as people and agents reach them: every method checks what the caller may. */
export class ActionService {
  constructor(private readonly options: ActionServiceOptions) {}

  /** What an action would do. Reads the application fresh; sends nothing. */
  async plan(
    credentials: BackstageCredentials,
    applicationId: string,
    request: unknown,
  ): Promise<ActionPlan> {
    const { planner, plans } = this.options;
    const { person, row } = await this.enter(credentials, applicationId);
    const stored = await planner.plan(
      credentials,
      person,
      row,
      parseActionRequest(request),
    );
    await plans.keep(stored);
    return stored.plan;
  }

  /** Confirms a plan. The same key gives the same action. */
  async start(
    credentials: BackstageCredentials,
    applicationId: string,
    input: StartInput,
  ): Promise<Action> {
    const { person, row } = await this.enter(credentials, applicationId);
    return this.present(
      credentials,
      await this.options.starter.start(credentials, person, row, input),
    );
  }

  /** An agent's wish, which waits for a person. Sends nothing. */
  async request(
    credentials: BackstageCredentials,
    applicationId: string,
    request: unknown,
    reason?: string,
  ): Promise<Action> {
    const { audit, starter } = this.options;
    const parsed = parseActionRequest(request);
    const step = {
      actionType: 'request',
      applicationId,
      request: parsed,
      reason,
      onBehalfOf: principalOf(credentials),
    } as const;
    const stored = await audit.step(
      step,
      undefined,
      async () => {
        const { person, row } = await this.enter(credentials, applicationId);
        return starter.request(credentials, person, row, parsed, reason);
      },
      ({ id }) => ({ actionId: id, origin: 'agent' }),
    );
    return this.present(credentials, stored);
  }

  /** Confirms, approves, rejects or withdraws what waits for a person. */
  async decide(
    credentials: BackstageCredentials,
    applicationId: string,
    actionId: string,
    input: DecisionInput,
  ): Promise<Action> {
    const { person, row } = await this.enter(credentials, applicationId);
    const action = await this.find(applicationId, actionId);
    await this.options.decider.decide(credentials, person, row, action, input);
    return this.get(credentials, applicationId, actionId);
  }

  /** One action with its plan. */
  async get(
    credentials: BackstageCredentials,
    applicationId: string,
    actionId: string,
  ): Promise<Action> {
    await this.options.authorizer.application(credentials, applicationId);
    const action = await this.find(applicationId, actionId);
    return {
      ...(await this.present(credentials, action)),
      plan: action.plan,
    };
  }

  /** Actions of one application, newest first. */
  async listOf(
    credentials: BackstageCredentials,
    applicationId: string,
    question: ListQuestion = {},
  ): Promise<ActionList> {
    await this.options.authorizer.application(credentials, applicationId);
    return this.read(credentials, {
      ...question,
      applicationId,
      visibility: { kind: 'all' },
    });
  }

  /** Actions of every application the caller may see, newest first. */
  async list(
    credentials: BackstageCredentials,
    question: ListQuestion = {},
  ): Promise<ActionList> {
    return this.read(credentials, {
      ...question,
      visibility: await this.options.authorizer.visibility(credentials),
    });
  }

  /** The action that has an application now. */
  async inFlightOf(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<Action | undefined> {
    await this.options.authorizer.application(credentials, applicationId);
    const action = await this.options.actions.getInFlight(applicationId);
    return action && this.present(credentials, action);
  }

  private async read(
    credentials: BackstageCredentials,
    question: Omit<ActionQuestion, 'limit'> & { limit?: number },
  ): Promise<ActionList> {
    const page = await this.options.lists.read({
      ...question,
      limit: question.limit ?? DEFAULT_LIMIT,
    });
    return {
      items: await Promise.all(
        page.items.map(action => this.present(credentials, action)),
      ),
      nextCursor: page.nextCursor,
    };
  }

  private async enter(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<{ person: string; row: ApplicationRow }> {
    const { settings, authorizer, inventory, rights } = this.options;
    if (!settings.enabled) {
      throw new NotAllowedError(
        'Actions are off in this portal. They are turned on by flink.lifecycle.enabled in its configuration.',
      );
    }
    const person = rights.person(credentials);
    await authorizer.application(credentials, applicationId);
    const row = await inventory.get(applicationId);
    if (!row) {
      throw new NotFoundError(
        `The portal knows no Flink application "${applicationId}"`,
      );
    }
    return { person, row };
  }

  private async find(
    applicationId: string,
    actionId: string,
  ): Promise<StoredAction> {
    const action = await this.options.actions.get(applicationId, actionId);
    if (!action) {
      throw new NotFoundError(
        `There is no action "${actionId}" of this application`,
      );
    }
    return action;
  }

  private async present(
    credentials: BackstageCredentials,
    action: StoredAction,
  ): Promise<Action> {
    return presentAction(
      action,
      await mayDecide(this.options.rights, credentials, action),
    );
  }
}

function principalOf({ principal }: BackstageCredentials): string {
  return typeof principal === 'object' &&
    principal !== null &&
    'userEntityRef' in principal
    ? String(principal.userEntityRef)
    : 'nobody';
}
