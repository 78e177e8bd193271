import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import { openPages } from './portal/openPages';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(240_000);

const COLLECTIONS = 3;
const SOURCE = 'managed:111122223333/eu-west-1';
const PAGES = [
  '/applications?limit=25',
  '/sources',
  '/entities/component/default/orders-enrichment/applications',
  ...['orders-enrichment-eu', 'consent-filter', 'account-takeover'].flatMap(
    name => {
      const path = `/applications/${encodeURIComponent(`${SOURCE}/${name}`)}`;
      return [path, `${path}/metrics?range=1h`];
    },
  ),
];

let sandbox: Sandbox;
let portal: PortalBackend;

beforeAll(async () => {
  sandbox = await startSandbox();
  portal = await startPortalBackend({
    sandbox: sandbox.ports,
    config: {
      flink: {
        schedule: { initialDelay: { milliseconds: 100 } },
        kubernetes: { enabled: false },
        aws: {
          // One source: its collections follow one another and do not overlap.
          accounts: [{ accountId: '111122223333', regions: ['eu-west-1'] }],
          pollInterval: { seconds: 3 },
          metrics: {
            closeCadence: { seconds: 3 },
            steadyCadence: { minutes: 30 },
          },
        },
      },
    },
  });
  // The first collections read what is read once an hour or a day.
  await collections(2);
});

afterAll(async () => {
  await portal?.stop();
  await sandbox?.close();
});

const LIST = 'kinesisanalyticsv2:ListApplications';

/** Waits until the source has been read so often, from the beginning of one collection to that of another. */
async function collections(count: number): Promise<Record<string, number>> {
  const begins = async (after: number) => {
    // More often than the sandbox answers, so that nothing of the collection has happened yet.
    await until(
      async () => sandbox.calls().aws[LIST] ?? 0,
      lists => lists > after,
      60_000,
      5,
    );
    return sandbox.calls().aws;
  };
  const first = await begins(sandbox.calls().aws[LIST] ?? 0);
  const last = await begins(first[LIST] + count - 1);
  return Object.fromEntries(
    Object.entries(last)
      .map(([operation, calls]) => [operation, calls - (first[operation] ?? 0)])
      .filter(([, calls]) => calls !== 0),
  );
}

async function callsWith(readers: number) {
  const leave = openPages(portal, PAGES, readers, 500);
  // What is opened now is read closely from the next collection on.
  await collections(1);
  const calls = await collections(COLLECTIONS);
  const looks = await leave();
  return { calls, looks };
}

it('twenty readers cost the cloud what one costs', async () => {
  const nobody = await collections(COLLECTIONS);
  const one = await callsWith(1);
  const twenty = await callsWith(20);

  expect(one.calls[LIST]).toBe(COLLECTIONS);
  expect(twenty.looks).toBeGreaterThan(4 * one.looks);
  expect(twenty.calls).toEqual(one.calls);
  // The state is read in the background whether somebody looks or not.
  expect(nobody[LIST]).toBe(one.calls[LIST]);
});
