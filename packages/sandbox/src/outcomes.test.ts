import {
  CreateApplicationSnapshotCommand,
  DescribeApplicationCommand,
  ListApplicationOperationsCommand,
  ListApplicationSnapshotsCommand,
  StopApplicationCommand,
  KinesisAnalyticsV2Client,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { CLUSTER_TOKEN, startSandbox, type Sandbox } from './startSandbox';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);
const MINUTE_MS = 60_000;
const NAME = 'inventory-snapshots';
const FLINK = '/apis/flink.apache.org/v1beta1/namespaces';

describe('changes that do not end well', () => {
  let sandbox: Sandbox;
  let aws: KinesisAnalyticsV2Client;

  beforeEach(async () => {
    sandbox = await startSandbox({ startTimeMs: START_MS });
    aws = new KinesisAnalyticsV2Client({
      endpoint: `http://127.0.0.1:${sandbox.ports.aws}`,
      region: 'us-east-1',
      credentials: {
        accessKeyId: 'AKIASANDBOX111122223333',
        secretAccessKey: 'any',
      },
    });
  });

  afterEach(async () => {
    aws.destroy();
    await sandbox.close();
  });

  const pass = (ms: number) =>
    fetch(`http://127.0.0.1:${sandbox.ports.control}/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceMs: ms }),
    });
  const detail = async () =>
    (await aws.send(new DescribeApplicationCommand({ ApplicationName: NAME })))
      .ApplicationDetail!;
  const update = async () =>
    aws.send(
      new UpdateApplicationCommand({
        ApplicationName: NAME,
        ConditionalToken: (await detail()).ConditionalToken,
        ApplicationConfigurationUpdate: {
          FlinkApplicationConfigurationUpdate: {
            ParallelismConfigurationUpdate: {
              ConfigurationTypeUpdate: 'CUSTOM',
              ParallelismUpdate: 7,
            },
          },
        },
      }),
    );
  const operations = async () => {
    const { ApplicationOperationInfoList } = await aws.send(
      new ListApplicationOperationsCommand({ ApplicationName: NAME, Limit: 2 }),
    );
    return ApplicationOperationInfoList!.map(one => [
      one.Operation,
      one.OperationStatus,
    ]);
  };
  const cluster = async (method: string, path: string, body?: object) => {
    const answer = await fetch(
      `http://127.0.0.1:${sandbox.ports.eksProdEu}${FLINK}${path}`,
      {
        method,
        headers: {
          authorization: `Bearer ${CLUSTER_TOKEN}`,
          'content-type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        },
        body: body && JSON.stringify(body),
      },
    );
    expect(answer.ok).toBe(true);
    return answer.json();
  };

  it('lets an update of a managed application fail once', async () => {
    sandbox.world.outcomes.add({ application: NAME, outcome: 'fails' });
    await update();
    await pass(6 * MINUTE_MS);
    expect((await detail()).ApplicationStatus).toBe('READY');
    expect((await operations())[0]).toEqual(['UpdateApplication', 'FAILED']);
  });

  it('lets the managed service take an update back', async () => {
    const before = (await detail()).ApplicationVersionId;
    sandbox.world.outcomes.add({ application: NAME, outcome: 'rolledBack' });
    await update();
    await pass(10 * MINUTE_MS);
    expect(await detail()).toMatchObject({
      ApplicationStatus: 'RUNNING',
      ApplicationVersionId: before,
    });
    expect(await operations()).toEqual([
      ['RollbackApplication', 'SUCCESSFUL'],
      ['UpdateApplication', 'FAILED'],
    ]);
  });

  it('lets a stop of a managed application fail for want of its snapshot', async () => {
    sandbox.world.outcomes.add({ application: NAME, outcome: 'fails' });
    const snapshots = async () =>
      (
        await aws.send(
          new ListApplicationSnapshotsCommand({ ApplicationName: NAME }),
        )
      ).SnapshotSummaries!.length;
    const before = await snapshots();
    await aws.send(new StopApplicationCommand({ ApplicationName: NAME }));
    expect((await detail()).ApplicationStatus).toBe('STOPPING');
    await pass(MINUTE_MS);
    expect((await detail()).ApplicationStatus).toBe('RUNNING');
    expect((await operations())[0]).toEqual(['StopApplication', 'FAILED']);
    expect(await snapshots()).toBe(before);
  });

  it('lets a snapshot of a managed application come to nothing', async () => {
    sandbox.world.outcomes.add({ application: NAME, outcome: 'fails' });
    await aws.send(
      new CreateApplicationSnapshotCommand({
        ApplicationName: NAME,
        SnapshotName: 'mine',
      }),
    );
    await pass(MINUTE_MS);
    const { SnapshotSummaries } = await aws.send(
      new ListApplicationSnapshotsCommand({ ApplicationName: NAME }),
    );
    expect(SnapshotSummaries![0]).toMatchObject({
      SnapshotName: 'mine',
      SnapshotStatus: 'FAILED',
    });
  });

  it.each([
    ['fails', 'FAILED', 'FAILED'],
    ['rolledBack', 'ROLLED_BACK', 'RUNNING'],
  ] as const)(
    'an upgrade on Kubernetes that %s ends %s',
    async (outcome, lifecycleState, state) => {
      sandbox.world.outcomes.add({ application: 'web/search-clicks', outcome });
      const path = '/web/flinkdeployments/search-clicks';
      await cluster('PATCH', path, { spec: { job: { parallelism: 7 } } });
      await pass(MINUTE_MS);
      const { status } = await cluster('GET', path);
      expect(status).toMatchObject({
        lifecycleState,
        jobStatus: { state },
      });
      // The next change ends well.
      await cluster('PATCH', path, { spec: { job: { parallelism: 3 } } });
      await pass(1_000);
      const lifecycle = async () =>
        (await cluster('GET', path)).status.lifecycleState;
      // The operator sees the change in its own time, which a busy machine makes long.
      for (let minute = 0; minute < 5; minute++) {
        await pass(MINUTE_MS);
        if ((await lifecycle()) === 'STABLE') break;
      }
      expect(await lifecycle()).toBe('STABLE');
    },
  );

  it('lets a snapshot on Kubernetes fail', async () => {
    sandbox.world.outcomes.add({
      application: 'web/search-clicks',
      outcome: 'fails',
    });
    await cluster('POST', '/web/flinkstatesnapshots', {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkStateSnapshot',
      metadata: { name: 'mine' },
      spec: {
        jobReference: { kind: 'FlinkDeployment', name: 'search-clicks' },
        savepoint: {},
      },
    });
    for (let minute = 0; minute < 4; minute += 1) {
      await pass(MINUTE_MS);
    }
    const { status } = await cluster('GET', '/web/flinkstatesnapshots/mine');
    expect(status).toMatchObject({ state: 'FAILED', failures: 1 });
  });

  it('takes outcomes over HTTP', async () => {
    const send = (body: object) =>
      fetch(`http://127.0.0.1:${sandbox.ports.control}/outcomes`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    expect((await send({ application: NAME, outcome: 'melts' })).status).toBe(
      400,
    );
    expect((await send({ application: NAME, outcome: 'fails' })).status).toBe(
      201,
    );
    await update();
    await pass(6 * MINUTE_MS);
    expect((await operations())[0]).toEqual(['UpdateApplication', 'FAILED']);
  });
});
