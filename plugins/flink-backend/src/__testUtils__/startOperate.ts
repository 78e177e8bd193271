import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type {
  ActionRequest,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { RuntimeRegistry } from '../collect/RuntimeRegistry';
import type { LifecycleSettings } from '../operate/config/LifecycleSettings';
import { readLifecycleSettings } from '../operate/config/readLifecycleSettings';
import { createOperate } from '../operate/createOperate';
import { Inventory } from '../serve/Inventory';
import { FlinkStore } from '../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../store/openStore';
import { FakeActions } from './FakeActions';
import { FakeRuntime } from './FakeRuntime';
import { judgedFrom } from './judged';
import { identity, observation } from './observations';

export const ORDERS = identity('orders', {
  labels: { environment: 'dev', owner: 'payments' },
});
export const OLGA = mockCredentials.user('user:default/olga');
export const PAUL = mockCredentials.user('user:default/paul');

/** One application in the inventory, and as many replicas on one database as a test wants. */
export async function operateOn(
  knex: Knex,
  options: {
    readonly lifecycle?: Partial<LifecycleSettings>;
    readonly reading?: Observation;
    readonly entities?: Entity[];
    readonly permissions?: ReturnType<typeof mockServices.permissions.mock>;
  } = {},
) {
  await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  const clock = { nowMs: Date.parse('2026-11-26T10:00:00Z') };
  const now = () => clock.nowMs;
  const reading = options.reading ?? observation(ORDERS, clock.nowMs);
  const judged = judgedFrom(reading, clock.nowMs);
  const store = new FlinkStore(knex);
  await knex.transaction(trx =>
    store.applications.write([judged], clock.nowMs, trx),
  );
  const far = new FakeActions();
  const runtime = new FakeRuntime();
  runtime.actions = far;
  const runtimes = new RuntimeRegistry();
  runtimes.addRuntime(runtime);
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const notify = jest.fn(async (_: NotificationSendOptions) => {});
  const publish = jest.fn(async (_rev: number) => {});
  const touch = jest.fn(async (_ids: readonly string[]) => {});

  /** Another process on the same database. */
  const replica = () =>
    createOperate({
      settings: {
        ...readLifecycleSettings(undefined),
        enabled: true,
        ...options.lifecycle,
      },
      store,
      inventory: new Inventory(knex),
      interest: { touch },
      authorizer: {
        application: async () => {},
        visibility: async () => ({ kind: 'all' }),
      },
      runtimes,
      tick: { publish },
      auditor,
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: options.entities ?? [] }),
      logger: mockServices.logger.mock(),
      notifications: { send: notify },
      permissions: options.permissions ?? mockServices.permissions(),
      userInfo: mockServices.userInfo(),
      now,
    });
  const operate = replica();
  const planFor = (request: ActionRequest, credentials: typeof OLGA = OLGA) =>
    operate.service.plan(credentials, ORDERS.id, request);
  return {
    clock,
    store,
    far,
    auditor,
    audited,
    notify,
    publish,
    touch,
    replica,
    operate,
    service: operate.service,
    planFor,
    /** Plans and confirms in one go. */
    start: async (
      request: ActionRequest = { kind: 'rescale', parallelism: 8 },
      rest: {
        idempotencyKey?: string;
        typedName?: string;
        reason?: string;
      } = {},
    ) => {
      const { id: planId } = await planFor(request);
      return operate.service.start(OLGA, ORDERS.id, {
        planId,
        idempotencyKey: `key-${planId}`,
        ...rest,
      });
    },
    get: (id: string) => operate.service.get(OLGA, ORDERS.id, id),
    /** Lets time pass and has a replica do its rounds. */
    pass: async (ms: number, who: Pick<typeof operate, 'rounds'> = operate) => {
      clock.nowMs += ms;
      await who.rounds.run();
    },
    locks: () => knex('flink_action_locks').select('action_id'),
  };
}
