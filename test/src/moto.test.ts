import { spawn, type ChildProcess } from 'node:child_process';
import {
  freePort,
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(180_000);

/** moto answers for this account whatever the credentials. Source: moto, "Multi-Account support". */
const ACCOUNT = '123456789012';
const motoServer = process.env.MOTO_SERVER;

/** Without the SDK, which does not accept moto's answer: it writes times as text, where the protocol has numbers. */
async function create(
  endpoint: string,
  ApplicationName: string,
  RuntimeEnvironment: string,
) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'KinesisAnalytics_20180523.CreateApplication',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261122/eu-west-1/kinesisanalytics/aws4_request, SignedHeaders=host, Signature=none',
    },
    body: JSON.stringify({
      ApplicationName,
      RuntimeEnvironment,
      ServiceExecutionRole: `arn:aws:iam::${ACCOUNT}:role/flink`,
      ApplicationMode: 'STREAMING',
    }),
  });
  if (!response.ok) {
    throw new Error(`moto: ${response.status} ${await response.text()}`);
  }
}

// Input that nobody here wrote: a third party's emulator of the service. Without it this is skipped, and
// `npm test` says so; CI has it.
(motoServer ? describe : describe.skip)('applications created in moto', () => {
  let moto: ChildProcess;
  let portal: PortalBackend;

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
    await create(endpoint, 'orders', 'FLINK-1_20');
    await create(endpoint, 'clicks', 'FLINK-1_18');
    portal = await startPortalBackend({
      config: {
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
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    moto?.kill('SIGKILL');
  });

  it('are read with their names and state verbatim', async () => {
    const fleet = await until(
      () => portal.fleet(),
      found => found.length === 2,
    );

    expect(
      fleet.map(({ name, state }) => ({ name, status: state[0].value })),
    ).toEqual([
      { name: 'clicks', status: 'STARTING' },
      { name: 'orders', status: 'STARTING' },
    ]);
  });

  it('say openly which parts could not be read', async () => {
    const [{ id }] = await until(
      () => portal.fleet(),
      found => found.length === 2,
    );
    const { parts, verdict } = await portal.application(id);

    const unread = parts.filter(({ status }) => status === 'unreadable');
    // moto has no operations and snapshots, and its descriptions do not follow the protocol.
    expect(unread.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['configuration', 'operations', 'snapshots']),
    );
    for (const { reason, message } of unread) {
      expect(reason).toBe('invalid');
      expect(message).toMatch(
        /^Cannot .* clicks .*: the answer was not understood \(.*\)\.$/,
      );
    }
    expect(verdict).not.toBe('Healthy');
  });
});
