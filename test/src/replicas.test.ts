import { setTimeout as sleep } from 'node:timers/promises';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import { EAST, PROD } from './portal/expectedStories';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(360_000);

const database =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const LIST = 'kinesisanalyticsv2:ListApplications';
const POLL_SECONDS = 3;
const WATCHED_SECONDS = 15;
// What a killed process held is taken over when its lock ends: at the latest after a collection's own time.
const TAKEN_OVER_MS = 240_000;

// `npm test` says loudly when there is no PostgreSQL, and fails for want of one in CI.
(database ? describe : describe.skip)(
  'two replicas of the backend on one PostgreSQL',
  () => {
    let sandbox: Sandbox;
    let replicas: PortalBackend[] = [];

    beforeAll(async () => {
      sandbox = await startSandbox();
      const config = {
        backend: {
          database: {
            client: 'pg',
            connection: database!,
            prefix: `replicas_${process.pid}_${Date.now()}_`,
          },
        },
        flink: {
          schedule: { initialDelay: { milliseconds: 100 } },
          aws: {
            accounts: [{ accountId: '111122223333', regions: ['us-east-1'] }],
            pollInterval: { seconds: POLL_SECONDS },
          },
          kubernetes: {
            metrics: { cadence: { seconds: 10 } },
            watch: { duration: { seconds: 30 } },
          },
        },
      };
      const start = () =>
        startPortalBackend({ sandbox: sandbox.ports, config });
      // One after the other: the first brings the tables.
      replicas = [await start()];
      replicas.push(await start());
    });

    afterAll(async () => {
      await Promise.all(replicas.map(replica => replica.stop()));
      await sandbox?.close();
    });

    it('show the same fleet', async () => {
      const [first, second] = replicas;
      const named = (fleet: flinkApi.ApplicationSummary[]) =>
        fleet.map(({ id }) => id).sort();
      // 8 managed applications and the 15 of two clusters.
      await until(
        () => first.fleet(),
        fleet => fleet.length === 23,
      );

      expect(named(await second.fleet())).toEqual(named(await first.fleet()));
    });

    it('read the cloud as often as one does', async () => {
      const before = sandbox.calls().aws[LIST];
      await sleep(WATCHED_SECONDS * 1000);
      const lists = sandbox.calls().aws[LIST] - before;

      expect(lists).toBeGreaterThan(0);
      expect(lists).toBeLessThanOrEqual(WATCHED_SECONDS / POLL_SECONDS + 1);
    });

    it('go on when one of them is killed, each source included', async () => {
      const [killed, survivor] = replicas;
      process.kill(killed.pid, 'SIGKILL');
      const killedAtMs = Date.now();

      const read = await until(
        async () =>
          (await survivor.sources())
            .filter(({ id }) => id === EAST || id === PROD)
            .map(({ lastGoodAt }) => Date.parse(lastGoodAt ?? '')),
        times => times.length === 2 && times.every(at => at > killedAtMs),
        TAKEN_OVER_MS,
      );

      expect(read).toHaveLength(2);
    });
  },
);
