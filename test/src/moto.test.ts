import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import {
  CreateApplicationCommand,
  KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2';
import {
  startPortalBackend,
  until,
  type PortalBackend,
} from './portal/startPortalBackend';

jest.setTimeout(180_000);

/** moto answers for this account whatever the credentials. Source: moto, "Multi-Account support". */
const ACCOUNT = '123456789012';
const motoServer = process.env.MOTO_SERVER;

async function freePort() {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

// Input that nobody here wrote: a third party's emulator of the service. Without it this is skipped, and
// `npm test` says so; CI has it.
(motoServer ? describe : describe.skip)('applications created in moto', () => {
  let moto: ChildProcess;
  let backend: PortalBackend;

  beforeAll(async () => {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    moto = spawn(motoServer!, ['-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
    });
    await until(
      () =>
        fetch(`${endpoint}/moto-api/`).then(
          response => response.ok,
          () => false,
        ),
      answered => answered,
    );
    const client = new KinesisAnalyticsV2Client({
      region: 'eu-west-1',
      endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    for (const [ApplicationName, RuntimeEnvironment] of [
      ['orders', 'FLINK-1_20'],
      ['clicks', 'FLINK-1_18'],
    ] as const) {
      await client.send(
        new CreateApplicationCommand({
          ApplicationName,
          RuntimeEnvironment,
          ServiceExecutionRole: `arn:aws:iam::${ACCOUNT}:role/flink`,
          ApplicationMode: 'STREAMING',
        }),
      );
    }
    client.destroy();
    backend = await startPortalBackend({
      aws: {
        accounts: [
          {
            accountId: ACCOUNT,
            accessKeyId: 'test',
            secretAccessKey: 'test',
          },
        ],
      },
      flink: {
        schedule: { initialDelay: { milliseconds: 100 } },
        aws: {
          accounts: [{ accountId: ACCOUNT, regions: ['eu-west-1'] }],
          endpoints: { kinesisAnalytics: endpoint, cloudWatch: endpoint },
        },
      },
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [{ type: 'config', clusters: [] }],
      },
    });
  });

  afterAll(async () => {
    await backend?.stop();
    moto?.kill('SIGKILL');
  });

  it('are read with their names, versions and state verbatim', async () => {
    const fleet = await until(
      () => backend.fleet(),
      found => found.length === 2,
    );

    expect(
      fleet.map(({ name, flinkVersion, state }) => ({
        name,
        flinkVersion,
        status: state[0].value,
      })),
    ).toEqual([
      { name: 'clicks', flinkVersion: '1.18', status: 'STARTING' },
      { name: 'orders', flinkVersion: '1.20', status: 'STARTING' },
    ]);
  });

  it('say openly which parts moto does not answer', async () => {
    const [{ id }] = await until(
      () => backend.fleet(),
      found => found.length === 2,
    );
    const { parts, verdict } = await backend.application(id);

    const unread = parts.filter(({ status }) => status === 'unreadable');
    expect(unread.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['operations', 'snapshots']),
    );
    expect(unread.every(({ message }) => Boolean(message))).toBe(true);
    expect(verdict).not.toBe('Healthy');
  });
});
