import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import { FAULTS_TASK_ID } from '../collect/faults/FirstFaultSearch';
import { LINKS_TASK_ID } from '../collect/links/CatalogLinks';
import { collectTaskId, SOURCES_TASK_ID } from '../collect/SourceSchedule';
import { STALE_TASK_ID } from '../collect/StaleSweep';
import { createFlinkPlugin } from '../createFlinkPlugin';
import { FOLLOW_TASK_ID } from '../operate/follow/ActionRounds';
import { NOTIFY_TASK_ID } from '../notify/Notifications';
import { RETENTION_TASK_ID } from '../store/Retention';
import type { FakeRuntime } from './FakeRuntime';
import { phaseRules } from './phaseRules';

export interface StartOptions {
  readonly knex: Knex;
  readonly runtimes: readonly FakeRuntime[];
  readonly clock: { nowMs: number };
  readonly entities?: Entity[];
  readonly permissions?: ReturnType<typeof mockServices.permissions.mock>;
  readonly config?: JsonObject;
  /** Services that take the place of the usual ones. */
  readonly features?: BackendFeature[];
  /** What sends notifications; one that is noted and arrives when left out. */
  readonly notify?: jest.Mock<Promise<void>, [NotificationSendOptions]>;
}

/** The plugin in a backend whose clock and tasks the test drives. */
export async function startFlink(options: StartOptions) {
  const scheduler = mockServices.scheduler();
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const publish = jest.fn(async () => {});
  const notify =
    options.notify ??
    jest.fn(async (_notification: NotificationSendOptions) => {});
  const backend = await startTestBackend({
    features: [
      createFlinkPlugin(phaseRules, () => options.clock.nowMs),
      ...options.runtimes.map(runtime => runtime.module),
      mockServices.database.factory({ knex: options.knex }),
      mockServices.rootConfig.factory({ data: options.config ?? {} }),
      heldScheduler(scheduler),
      auditor.factory,
      ...(options.permissions ? [options.permissions.factory] : []),
      ...(options.features ?? []),
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: notify }),
      }),
    ],
  });
  const trigger = (id: string) => scheduler.triggerTask(id);
  await trigger(SOURCES_TASK_ID);
  return {
    stop: () => backend.stop(),
    publish,
    notify,
    auditor,
    audited,
    api: request(backend.server),
    get: (path: string) => request(backend.server).get(`/api/flink${path}`),
    askSources: () => trigger(SOURCES_TASK_ID),
    collect: (sourceId: string) => trigger(collectTaskId(sourceId)),
    sweep: () => trigger(STALE_TASK_ID),
    link: () => trigger(LINKS_TASK_ID),
    searchFaults: () => trigger(FAULTS_TASK_ID),
    notifyOwners: () => trigger(NOTIFY_TASK_ID),
    cleanUp: () => trigger(RETENTION_TASK_ID),
    followActions: () => trigger(FOLLOW_TASK_ID),
    post: (path: string, body: object) =>
      request(backend.server).post(`/api/flink${path}`).send(body),
  };
}

/** A scheduler that runs nothing by itself: the test triggers each task. */
export function heldScheduler(
  scheduler: ReturnType<typeof mockServices.scheduler>,
) {
  return createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => scheduler,
  });
}

/** A path segment that holds an application id. */
export function idPath(id: string): string {
  return `/applications/${encodeURIComponent(id)}`;
}
