import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import request from 'supertest';

/** The portal's backend with the real plugins, as a test drives it. */
export interface PortalBackend {
  server: TestBackend['server'];
  /** @throws Error with the status and body when the answer is not 200 */
  get<T>(path: string): Promise<T>;
  /** The whole fleet, over all pages. */
  fleet(): Promise<flinkApi.ApplicationSummary[]>;
  application(id: string): Promise<flinkApi.ApplicationDetail>;
  stop(): Promise<void>;
}

/** Starts catalog, kubernetes and flink over a configuration; nothing of them is replaced. */
export async function startPortalBackend(
  config: JsonObject,
): Promise<PortalBackend> {
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { backend: { database: memoryDatabase }, ...config },
      }),
      schedulerServiceFactory,
      import('@backstage/plugin-catalog-backend'),
      import('@backstage/plugin-kubernetes-backend'),
      import('@flink-portal/backstage-plugin-flink-backend'),
      import('@flink-portal/backstage-plugin-flink-backend-module-aws'),
      import('@flink-portal/backstage-plugin-flink-backend-module-kubernetes'),
    ],
  });

  const get = async <T>(path: string): Promise<T> => {
    const response = await request(backend.server).get(`/api/flink${path}`);
    if (response.status !== 200) {
      throw new Error(`GET ${path}: ${response.status} ${response.text}`);
    }
    return response.body;
  };
  return {
    server: backend.server,
    get,
    async fleet() {
      const items: flinkApi.ApplicationSummary[] = [];
      let cursor: string | undefined;
      do {
        const page: flinkApi.ApplicationPage = await get(
          `/applications?limit=25&sort=name${
            cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
          }`,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
    application: id => get(`/applications/${encodeURIComponent(id)}`),
    stop: () => backend.stop(),
  };
}

const memoryDatabase = { client: 'better-sqlite3', connection: ':memory:' };

/**
 * Asks until the answer satisfies.
 * @throws Error with the last answer when it does not within the time
 */
export async function until<T>(
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Not satisfied after ${
          timeoutMs / 1000
        } s; last answer: ${JSON.stringify(answer).slice(0, 2000)}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
