import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { CLUSTER_TOKEN, startSandbox, type Sandbox } from '../startSandbox';
import type { FaultKind, FaultTarget } from './Fault';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);
const NAME = 'inventory-snapshots';
const DEPLOYMENTS =
  '/apis/flink.apache.org/v1beta1/namespaces/web/flinkdeployments';

describe('calls that go wrong', () => {
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
      maxAttempts: 1,
    });
  });

  afterEach(async () => {
    aws.destroy();
    await sandbox.close();
  });

  const control = (method: string, path: string, body?: object) =>
    fetch(`http://127.0.0.1:${sandbox.ports.control}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
  const stop = () =>
    aws
      .send(new StopApplicationCommand({ ApplicationName: NAME }), {
        abortSignal: AbortSignal.timeout(500),
      })
      .then(
        () => 'answered',
        (error: Error) => error.name,
      );
  const status = async () =>
    (await aws.send(new DescribeApplicationCommand({ ApplicationName: NAME })))
      .ApplicationDetail?.ApplicationStatus;
  const plan = (
    fault: FaultKind,
    target: FaultTarget = 'aws',
    operation = 'StopApplication',
  ) => sandbox.faults.add({ target, operation, fault, delayMs: 2_000 });
  const rescale = (query = '') =>
    fetch(
      `http://127.0.0.1:${sandbox.ports.eksProdEu}${DEPLOYMENTS}/search-clicks${query}`,
      {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${CLUSTER_TOKEN}`,
          'content-type': 'application/merge-patch+json',
        },
        body: '{"spec":{"job":{"parallelism":7}}}',
        signal: AbortSignal.timeout(500),
      },
    );

  it.each<[FaultKind, string]>([
    ['throttle', 'ThrottlingException'],
    ['serverError', 'InternalFailure'],
    ['conflict', 'ConcurrentModificationException'],
    ['transitional', 'ResourceInUseException'],
    ['denied', 'AccessDeniedException'],
    ['dropBefore', 'Error'],
    ['timeoutBefore', 'AbortError'],
  ])('%s: AWS says %s and did nothing', async (fault, name) => {
    plan(fault);
    expect(await stop()).toBe(name);
    expect(await status()).toBe('RUNNING');
    expect(sandbox.writes()).toEqual([]);
    expect(await stop()).toBe('answered');
  });

  it.each<[FaultKind, string]>([
    ['serverErrorAfterEffect', 'ServiceUnavailableException'],
    ['dropAfterEffect', 'Error'],
    ['timeoutAfterEffect', 'AbortError'],
  ])('%s: AWS says %s and did what it was asked', async (fault, name) => {
    plan(fault);
    expect(await stop()).toBe(name);
    expect(await status()).toBe('STOPPING');
    expect(sandbox.writes()).toEqual([
      {
        target: 'aws',
        operation: 'StopApplication',
        subject: NAME,
        atMs: expect.any(Number),
        fault,
      },
    ]);
  });

  it.each<[FaultKind, number, string]>([
    ['throttle', 429, 'TooManyRequests'],
    ['serverError', 500, 'InternalError'],
    ['conflict', 409, 'Conflict'],
    ['webhookDown', 500, 'InternalError'],
    ['webhookDenies', 403, 'Forbidden'],
    ['denied', 403, 'Forbidden'],
  ])(
    '%s: Kubernetes says %d %s and did nothing',
    async (fault, code, reason) => {
      plan(fault, 'eks-prod-eu', 'PATCH flinkdeployments');
      const dry = await rescale('?dryRun=All');
      expect(dry.status).toBe(200);
      const answer = await rescale();
      expect(await answer.json()).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        code,
        reason,
      });
      expect(answer.status).toBe(code);
      expect(sandbox.writes()).toEqual([]);
    },
  );

  it('tells a dry run from the call itself', async () => {
    plan('webhookDenies', 'eks-prod-eu', 'PATCH flinkdeployments?dryRun=All');
    expect((await rescale()).status).toBe(200);
    expect((await rescale('?dryRun=All')).status).toBe(403);
    expect(sandbox.writes()).toHaveLength(1);
  });

  it.each<FaultKind>(['dropAfterEffect', 'timeoutAfterEffect'])(
    '%s: Kubernetes has the new object',
    async fault => {
      plan(fault, 'eks-prod-eu', 'PATCH flinkdeployments');
      await expect(rescale()).rejects.toBeDefined();
      expect(sandbox.writes()).toEqual([
        expect.objectContaining({ subject: 'web/search-clicks', fault }),
      ]);
    },
  );

  it('sends a late answer as it is', async () => {
    sandbox.faults.add({
      target: 'eks-prod-eu',
      operation: 'PATCH flinkdeployments',
      fault: 'timeoutAfterEffect',
      delayMs: 100,
    });
    const answer = await rescale();
    expect(answer.status).toBe(200);
    expect((await answer.json()).spec.job.parallelism).toBe(7);
  });

  it('takes faults over HTTP, as often as they are asked for, and forgets them', async () => {
    const fault = {
      target: 'aws',
      operation: 'StopApplication',
      fault: 'throttle',
      times: 3,
    };
    expect((await control('POST', '/faults', fault)).status).toBe(201);
    expect(await stop()).toBe('ThrottlingException');
    expect(await stop()).toBe('ThrottlingException');
    expect(await (await control('GET', '/faults')).json()).toEqual([
      expect.objectContaining({ times: 1 }),
    ]);
    await control('DELETE', '/faults');
    expect(await stop()).toBe('answered');
    expect(await (await control('GET', '/writes')).json()).toHaveLength(1);
  });

  it.each([
    { target: 'gcp', operation: 'StopApplication', fault: 'throttle' },
    { target: 'aws', operation: 'StopApplication', fault: 'webhookDown' },
    {
      target: 'eks-prod-eu',
      operation: 'PATCH flinkdeployments',
      fault: 'transitional',
    },
    { target: 'aws', fault: 'throttle' },
  ])('refuses what makes no sense: %j', async fault => {
    const answer = await control('POST', '/faults', fault);
    expect(answer.status).toBe(400);
    expect(sandbox.faults.waiting()).toEqual([]);
  });
});
