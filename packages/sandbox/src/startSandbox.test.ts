import {
  KinesisAnalyticsV2Client,
  ListApplicationsCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { CLUSTER_TOKEN, startSandbox, type Sandbox } from './startSandbox';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);

describe('a started sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ startTimeMs: START_MS });
  });

  afterAll(() => sandbox.close());

  const control = (path: string, body?: string) =>
    fetch(`http://127.0.0.1:${sandbox.ports.control}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      body,
    });

  it('takes free ports and says which', async () => {
    expect(new Set(Object.values(sandbox.ports)).size).toBe(6);
    expect((await control('/healthz')).status).toBe(200);
  });

  it('serves both clouds over the same world and counts the calls', async () => {
    const client = new KinesisAnalyticsV2Client({
      endpoint: `http://127.0.0.1:${sandbox.ports.aws}`,
      region: 'us-east-1',
      credentials: {
        accessKeyId: 'AKIASANDBOX111122223333',
        secretAccessKey: 'any',
      },
    });
    const { ApplicationSummaries } = await client.send(
      new ListApplicationsCommand({}),
    );
    client.destroy();
    expect(ApplicationSummaries?.length).toBeGreaterThan(5);

    const deployments = await fetch(
      `http://127.0.0.1:${sandbox.ports.eksProdEu}/apis/flink.apache.org/v1beta1/flinkdeployments`,
      { headers: { authorization: `Bearer ${CLUSTER_TOKEN}` } },
    );
    const { items } = await deployments.json();
    expect(items.length).toBeGreaterThan(5);

    expect(await (await control('/calls')).json()).toMatchObject({
      aws: { 'kinesisanalyticsv2:ListApplications': 1 },
      'eks-prod-eu': { 'list flinkdeployments': 1 },
    });
  });

  it('moves its clock on request', async () => {
    const before = sandbox.clock.now();
    const moved = await control('/clock', '{"advanceMs": 3600000}');
    const { nowMs } = await moved.json();
    expect(nowMs - before).toBeGreaterThanOrEqual(3_600_000);
    expect(nowMs - before).toBeLessThan(3_660_000);
  });

  it('says what is wrong with a request to the clock', async () => {
    const refused = await control('/clock', '{"hours": 1}');
    expect(refused.status).toBe(400);
    expect((await refused.json()).error).toContain('hours');
  });

  it('has a cluster that never answers', async () => {
    await expect(
      fetch(`http://127.0.0.1:${sandbox.ports.eksEdgeAp}/version`, {
        signal: AbortSignal.timeout(300),
      }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('names the port that is taken and stops what it had started', async () => {
    await expect(
      startSandbox({
        ports: {
          aws: 0,
          eksProdEu: 0,
          eksStagingUs: 0,
          eksEdgeAp: 0,
          git: 0,
          control: sandbox.ports.control,
        },
      }),
    ).rejects.toThrow(
      `The control listener cannot listen on port ${sandbox.ports.control}`,
    );
  });
});
