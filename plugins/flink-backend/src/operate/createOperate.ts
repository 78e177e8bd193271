import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { RuntimeRegistry } from '../collect/RuntimeRegistry';
import type { VerdictTick } from '../collect/VerdictTick';
import type { Authorizer } from '../permissions/Authorizer';
import type { Interest } from '../serve/Interest';
import type { Inventory } from '../serve/Inventory';
import type { FlinkStore } from '../store/FlinkStore';
import { ActionService } from './ActionService';
import type { LifecycleSettings } from './config/LifecycleSettings';
import { ActionFollower } from './follow/ActionFollower';
import { ActionRounds } from './follow/ActionRounds';
import { RequestExpiry } from './follow/RequestExpiry';
import { OutcomeEffects } from './OutcomeEffects';
import { ActionPlanner } from './plan/ActionPlanner';
import { ConsumersReader } from './plan/ConsumersReader';
import { AllowedActionsReader } from './rights/AllowedActionsReader';
import { createRights } from './rights/createRights';
import { RuntimeCalls } from './RuntimeCalls';
import { ActionDecider } from './send/ActionDecider';
import { ActionSender } from './send/ActionSender';
import { ActionStarter, answeredSoon } from './send/ActionStarter';
import { ActionAudit } from './serve/ActionAudit';
import { ActionLists } from './store/ActionLists';
import { ActionStore } from './store/ActionStore';
import { FollowStore } from './store/FollowStore';
import { PlanStore } from './store/PlanStore';
import { SendStore } from './store/SendStore';
import { WatchStore } from './store/WatchStore';
import { ChangeWatcher } from './watch/ChangeWatcher';

/** What changing applications is made of. */
export interface OperateDeps {
  readonly settings: LifecycleSettings;
  readonly store: FlinkStore;
  readonly inventory: Pick<Inventory, 'get' | 'readOperations'>;
  readonly interest: Pick<Interest, 'touch'>;
  readonly authorizer: Pick<Authorizer, 'application' | 'visibility'>;
  readonly runtimes: Pick<RuntimeRegistry, 'get'>;
  readonly tick: Pick<VerdictTick, 'publish'>;
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly logger: LoggerService;
  readonly notifications: Pick<NotificationService, 'send'>;
  readonly permissions: PermissionsService;
  readonly userInfo: UserInfoService;
  readonly now: () => number;
}

/** Puts together what plans, sends, follows and watches actions, and who may. */
export function createOperate(deps: OperateDeps) {
  const { settings, store, inventory, authorizer, logger, now } = deps;
  const { knex, metrics } = store;
  const rights = createRights({ ...deps, knex });
  const audit = new ActionAudit(deps.auditor);
  const calls = new RuntimeCalls(deps.runtimes, store.calls, logger, now);
  const effects = new OutcomeEffects({
    ...deps,
    audit,
    ownerOf: async id => (await rights.ownership.read(id))?.confirmedOwner,
  });
  const actions = new ActionStore(knex);
  const lists = new ActionLists(knex);
  const plans = new PlanStore(knex);
  const planner = new ActionPlanner({
    settings,
    calls,
    rights: rights.actionRights,
    consumers: new ConsumersReader(deps.catalog, logger),
    inventory,
    metrics,
    actions,
    lists,
    now,
  });
  const sender = new ActionSender({
    planner,
    calls,
    actions,
    store: new SendStore(knex),
    inventory,
    audit,
    effects,
    logger,
    now,
  });
  const deciding = {
    settings,
    rights: rights.actionRights,
    actions,
    sender,
    effects,
    now,
  };
  const service = new ActionService({
    settings,
    authorizer,
    rights: rights.actionRights,
    inventory,
    planner,
    plans,
    actions,
    lists,
    starter: new ActionStarter({ ...deciding, planner, plans }),
    decider: new ActionDecider(deciding),
    audit,
  });
  const following = { actions, effects, logger, now };
  return {
    rights,
    audit,
    calls,
    service,
    rounds: new ActionRounds(
      new ActionFollower({
        ...following,
        knex,
        calls,
        planner,
        store: new FollowStore(knex),
      }),
      new ChangeWatcher({
        ...following,
        store: new WatchStore(knex),
        metrics,
        inventory,
        lists,
      }),
      new RequestExpiry(actions, effects, now),
      logger,
    ),
    allowedActions: new AllowedActionsReader({
      enabled: settings.enabled,
      rights: rights.actionRights,
      ownership: rights.ownership,
      visibleClaims: rights.visibleClaims,
      actionsOf: runtime => deps.runtimes.get(runtime)?.actions,
      actions: service,
      now,
    }),
    /** A call that is being made is waited for a little; all else goes on after the next start. */
    async stop(): Promise<void> {
      await answeredSoon(sender.settled());
      calls.stop();
    },
  };
}
