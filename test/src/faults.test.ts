import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import { PROD, WEST } from './portal/expectedStories';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(300_000);

/** A search comes 15 to 35 s after the verdict, two applications at a time. */
const SEARCHED_MS = 150_000;

let sandbox: Sandbox;
let portal: PortalBackend;

beforeAll(async () => {
  sandbox = await startSandbox();
  portal = await startPortalBackend({
    sandbox: sandbox.ports,
    config: {
      flink: { schedule: { initialDelay: { milliseconds: 100 } } },
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await sandbox?.close();
});

async function exceptions(id: string): Promise<flinkApi.ExceptionsResponse> {
  await until(
    () => portal.application(id).catch(String),
    answer => typeof answer === 'object' && answer.verdict !== 'Unknown',
    90_000,
  );
  return portal.get(`/applications/${encodeURIComponent(id)}/exceptions`);
}

it('pins what broke a managed job after its deployment, from CloudWatch Logs', async () => {
  const { firstFault, groups, lookedIn } = await exceptions(
    `${WEST}/account-takeover`,
  );

  expect(lookedIn).toEqual([{ source: 'CloudWatch Logs', status: 'read' }]);
  expect(firstFault).toMatchObject({
    status: 'found',
    reason: expect.stringMatching(
      /first failure after the checkpoint that completed at .* later ones are known/,
    ),
    exceptionClass: 'java.lang.NullPointerException',
    message: expect.stringContaining('unitPrice()" is null'),
    stack: expect.stringContaining('PriceFunction.java:87'),
    task: expect.stringMatching(/\(\d+\/\d+\)$/),
    source: 'CloudWatch Logs',
  });
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ fingerprint: firstFault.fingerprint });
  expect(groups[0].count).toBeGreaterThan(20);
  expect(groups[0].firstAt).toBe(firstFault.at);
});

it('does not take exceptions that a job lives through for its failure', async () => {
  const { firstFault, groups } = await exceptions(
    `${WEST}/warehouse-telemetry`,
  );

  expect(firstFault).toMatchObject({
    status: 'none',
    reason: expect.stringContaining('did not end it'),
  });
  expect(groups[0].message).toMatch(
    /is not authorized to perform|Not authorized/,
  );
});

it('finds a TaskManager’s failure in Flink’s REST API, with its checkpoints', async () => {
  const { firstFault, groups, lookedIn } = await exceptions(
    `${PROD}/fraud/device-fingerprints`,
  );

  expect(lookedIn).toEqual([
    { source: 'Flink REST', status: 'read' },
    { source: 'Kubernetes events', status: 'read' },
  ]);
  expect(firstFault).toMatchObject({
    exceptionClass: 'java.lang.OutOfMemoryError',
    message: 'Java heap space',
    source: 'Flink REST',
  });
  expect(groups).toMatchObject([
    { exceptionClass: 'java.lang.OutOfMemoryError' },
  ]);
});

it('goes back beyond Flink’s sixteen exceptions by the operator’s events', async () => {
  const { firstFault } = await exceptions(`${PROD}/payments/settlement-ledger`);

  expect(firstFault).toMatchObject({
    status: 'found',
    exceptionClass: 'java.lang.NullPointerException',
    source: 'Kubernetes events',
  });
});

it('finds nothing where nothing fails', async () => {
  expect(
    await exceptions(`${PROD}/payments/chargeback-matching`),
  ).toMatchObject({
    firstFault: { status: 'none' },
    groups: [],
    lookedIn: [{ status: 'read' }, { status: 'read' }],
  });
});

it('keeps the first fault of a trouble by itself and shows it in the fleet', async () => {
  const { firstFault } = await until(
    () => portal.application(`${WEST}/account-takeover`),
    application => application.firstFault !== undefined,
    SEARCHED_MS,
  );

  expect(firstFault).toMatchObject({
    exceptionClass: 'java.lang.NullPointerException',
  });
  const { items } = await portal.get<flinkApi.Timeline>(
    `/applications/${encodeURIComponent(
      `${WEST}/account-takeover`,
    )}/timeline?kind=fault`,
  );
  expect(items).toMatchObject([{ kind: 'fault', at: firstFault?.at }]);
});
