import { setTimeout as sleep } from 'node:timers/promises';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  CLUSTER_TOKEN,
  startSandbox,
  type Sandbox,
} from '@flink-portal/sandbox';
import { EAST, PROD } from './portal/expectedStories';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(420_000);

const database =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const LIST = 'kinesisanalyticsv2:ListApplications';
const POLL_SECONDS = 3;
const WATCHED_SECONDS = 15;
// What a killed process held is taken over when its lock ends: at the latest after a collection's own time.
const TAKEN_OVER_MS = 300_000;

/** Owned by the group that the guest belongs to. */
const DEPLOYED = 'invoice-totals';
/** Owners are told at once, and by a task that runs every 15 s. */
const ROUND_MS = 20_000;

/** Asks the production cluster as its administrator does. */
async function cluster<T>(
  { ports }: Sandbox,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${ports.eksProdEu}${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${CLUSTER_TOKEN}`,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return JSON.parse(text);
}

function deploy(sandbox: Sandbox, name: string) {
  return cluster(
    sandbox,
    'POST',
    '/apis/flink.apache.org/v1beta1/namespaces/web/flinkdeployments',
    {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkDeployment',
      metadata: { name, labels: { team: 'data-platform' } },
      spec: {
        image: 'flink:1.20',
        flinkVersion: 'v1_20',
        serviceAccount: 'flink',
        jobManager: { resource: { memory: '2048m', cpu: 1 } },
        taskManager: { resource: { memory: '2048m', cpu: 1 } },
        job: {
          jarURI: 'local:///opt/flink/usrlib/job.jar',
          parallelism: 2,
          upgradeMode: 'stateless',
        },
      },
    },
  );
}

/** What somebody does in Flink's own user interface, past the operator. */
async function cancelJob(sandbox: Sandbox, name: string) {
  const rest = `/api/v1/namespaces/web/services/${name}-rest:rest/proxy`;
  const { jobs } = await cluster<{ jobs: { id: string }[] }>(
    sandbox,
    'GET',
    `${rest}/jobs`,
  );
  await cluster(sandbox, 'PATCH', `${rest}/jobs/${jobs[0].id}?mode=cancel`);
}

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

    it('tell the owner once of what becomes Unhealthy', async () => {
      const [first, second] = replicas;
      await deploy(sandbox, DEPLOYED);
      const id = `${PROD}/web/${DEPLOYED}`;
      const seen = () => second.application(id).catch(() => undefined);
      await until(
        () => {
          sandbox.clock.advance(10_000);
          return seen();
        },
        application =>
          application?.state.some(({ value }) => value === 'STABLE') ?? false,
        60_000,
        1_000,
      );
      // What it is when it is first seen is not told.
      await sleep(ROUND_MS);
      await cancelJob(sandbox, DEPLOYED);
      await until(seen, application => application?.verdict === 'Unhealthy');
      const told = async (replica: PortalBackend) =>
        (await replica.notifications()).filter(({ payload }) =>
          payload.title.startsWith(DEPLOYED),
        );
      await until(
        () => told(first),
        found => found.length > 0,
      );
      await sleep(ROUND_MS);

      expect(await told(second)).toEqual([
        expect.objectContaining({
          origin: 'plugin:flink',
          payload: expect.objectContaining({
            title: expect.stringMatching(/ is Unhealthy: /),
            link: `/flink/applications/${encodeURIComponent(id)}`,
            scope: `flink:${id}`,
          }),
        }),
      ]);
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
