import {
  KinesisAnalyticsV2Client,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import { resolve } from 'node:path';
import { describe as describeApplication } from './actions/farSide';
import type { PortalClient } from './portal/PortalClient';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(300_000);

// eslint-disable-next-line no-restricted-syntax -- tests are never built
const TEMPLATE = resolve(__dirname, 'create', 'deploys-directly.yaml');
const ACCOUNT = '444455556666';
const PLACE = `managed:${ACCOUNT}/us-east-1`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/flink/direct`;

interface Task {
  readonly id: string;
  readonly status: string;
}

interface TaskEvent {
  readonly body: { readonly message: string };
}

let sandbox: Sandbox;
let portal: PortalBackend;
let aws: KinesisAnalyticsV2Client;

beforeAll(async () => {
  sandbox = await startSandbox();
  aws = new KinesisAnalyticsV2Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${sandbox.ports.aws}`,
    credentials: {
      accessKeyId: `AKIASANDBOX${ACCOUNT}`,
      secretAccessKey: 'sandbox',
    },
  });
  portal = await startPortalBackend({
    sandbox: sandbox.ports,
    config: {
      catalog: {
        locations: [
          {
            type: 'file',
            target: '../sandbox/catalog/all.yaml',
            rules: [
              {
                allow: [
                  'Location',
                  'Component',
                  'System',
                  'Domain',
                  'Resource',
                  'User',
                  'Group',
                ],
              },
            ],
          },
          { type: 'file', target: TEMPLATE, rules: [{ allow: ['Template'] }] },
        ],
      },
      flink: {
        schedule: { initialDelay: { milliseconds: 100 } },
        aws: {
          accounts: [{ accountId: ACCOUNT, regions: ['us-east-1'] }],
          // Whoever sees a new application sooner was not waiting for its turn.
          pollInterval: { minutes: 10 },
        },
      },
    },
  });
  await until(
    () =>
      portal.request(
        '/api/catalog/entities/by-name/template/default/deploys-directly',
      ),
    ({ status }) => status === 200,
    120_000,
  );
  await until(
    () => portal.sources(),
    sources => sources.some(({ lastGoodAt }) => lastGoodAt !== undefined),
    120_000,
  );
});

afterAll(async () => {
  aws?.destroy();
  await portal?.stop();
  await sandbox?.close();
});

const formOf = (name: string) => ({
  target: 'managed',
  language: 'java',
  name,
  description: 'Adds prices to orders',
  owner: 'group:default/payments-data',
  environments: ['staging'],
  region: 'us-east-1',
  flinkVersion: '2.2',
  source: {
    kind: 'kinesis',
    streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/orders`,
  },
  sink: { kind: 's3', uri: 's3://example-lake/orders-enriched' },
  load: { expectedMBps: 2, stateGB: 3, partitions: 4, latency: 'minutes' },
  repoUrl: `127.0.0.1:${sandbox.ports.git}?owner=flink&repo=${name}`,
});

const requestOf = (
  name: string,
  over: Partial<flinkApi.NewApplication> = {},
): flinkApi.NewApplication => ({
  form: formOf(name),
  code: { key: `${name}/abc/job.jar` },
  serviceRoleArn: ROLE,
  orderId: `order.${name}`,
  ...over,
});

const create = (request: flinkApi.NewApplication, as: PortalClient = portal) =>
  as.request('/api/flink/applications', request);

/** What of an application took effect, whatever the portal was told. */
const writesOf = (name: string) =>
  sandbox
    .writes()
    .filter(({ subject }) => subject === name)
    .map(({ operation }) => operation);

async function tagsOf(name: string): Promise<Record<string, string>> {
  const { ApplicationARN } = await describeApplication(aws, name);
  const { Tags = [] } = await aws.send(
    new ListTagsForResourceCommand({ ResourceARN: ApplicationARN }),
  );
  return Object.fromEntries(
    Tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

/** Runs the template to its end as the person who is signed in. */
async function runTemplate(name: string): Promise<Task & { log: string }> {
  const path = '/api/scaffolder/v2/tasks';
  const { text } = await portal.request(path, {
    templateRef: 'template:default/deploys-directly',
    values: { form: formOf(name), serviceRoleArn: ROLE },
    secrets: {},
  });
  const { id } = JSON.parse(text) as Task;
  const task = await until(
    async () =>
      JSON.parse((await portal.request(`${path}/${id}`)).text) as Task,
    ({ status }) => ['completed', 'failed', 'cancelled'].includes(status),
    120_000,
  );
  const events: TaskEvent[] = JSON.parse(
    (await portal.request(`${path}/${id}/events`)).text,
  );
  return { ...task, log: events.map(({ body }) => body.message).join('\n') };
}

describe('applications that the portal creates, through the whole portal', () => {
  it('creates and starts one from a template, and shows it at once', async () => {
    const name = 'direct-orders';

    const task = await runTemplate(name);

    expect([task.status, task.log]).toEqual([
      'completed',
      expect.stringContaining(`Created ${PLACE}/${name}`),
    ]);
    expect(writesOf(name)).toEqual(['CreateApplication', 'StartApplication']);
    expect(await tagsOf(name)).toEqual({
      owner: 'payments-data',
      environment: 'staging',
      'data-classification': 'internal',
      tier: 'tier2',
      'managed-by': 'flink-portal',
      'flink-portal:order': `task.${task.id}.staging`,
    });
    const seen = await until(
      () => portal.application(`${PLACE}/${name}`).catch(String),
      answer => typeof answer === 'object',
      30_000,
    );
    expect(seen).toMatchObject({ name, runtime: 'managed' });
  });

  it('creates one that then runs', async () => {
    const name = 'direct-running';
    await create(requestOf(name, { start: true }));

    sandbox.clock.advance(120_000);

    const { ApplicationStatus, ServiceExecutionRole } =
      await describeApplication(aws, name);
    expect({ ApplicationStatus, ServiceExecutionRole }).toEqual({
      ApplicationStatus: 'RUNNING',
      ServiceExecutionRole: ROLE,
    });
  });

  it('makes one application of two orders that are the same', async () => {
    const name = 'direct-twice';
    const request = requestOf(name, { start: true });

    const answers = await Promise.all([create(request), create(request)]);
    const again = await create(request);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(again).toMatchObject({ status: 200 });
    expect(writesOf(name)).toEqual(['CreateApplication', 'StartApplication']);
  });

  it('gives nobody the application of another order', async () => {
    const name = 'direct-taken';
    await create(requestOf(name));

    const { status, text } = await create(
      requestOf(name, { orderId: 'another-order' }),
    );

    expect(status).toBe(409);
    expect(text).toContain('belongs to payments-data');
    expect(writesOf(name)).toEqual(['CreateApplication']);
  });

  it.each(['serverErrorAfterEffect', 'dropAfterEffect'] as const)(
    'finds out by reading what became of a call that ended in %s',
    async fault => {
      const name = `direct-${fault.toLowerCase()}`;
      sandbox.faults.add({
        target: 'aws',
        operation: 'CreateApplication',
        fault,
      });

      const { status } = await create(requestOf(name));

      expect(status).toBe(200);
      expect(writesOf(name)).toEqual(['CreateApplication']);
    },
  );

  it('says that it does not know where AWS broke before it did anything, and the order can be given again', async () => {
    const name = 'direct-unsure';
    sandbox.faults.add({
      target: 'aws',
      operation: 'CreateApplication',
      fault: 'serverError',
    });

    const unsure = await create(requestOf(name));
    const again = await create(requestOf(name));

    expect(unsure.status).toBe(503);
    expect(unsure.text).toContain('It may have taken effect');
    expect(again.status).toBe(201);
    expect(writesOf(name)).toEqual(['CreateApplication']);
  });

  it('names the permission that the role lacks', async () => {
    const name = 'direct-denied';
    sandbox.faults.add({
      target: 'aws',
      operation: 'CreateApplication',
      fault: 'denied',
    });

    const { status, text } = await create(requestOf(name));

    expect(status).toBe(503);
    expect(text).toContain('lacks kinesisanalytics:CreateApplication');
    expect(writesOf(name)).toEqual([]);
  });

  it('sends nothing in a dry run, and nothing that the standards refuse', async () => {
    const name = 'direct-dry';

    const dry = await create(requestOf(name, { dryRun: true }));
    const refused = await create(
      requestOf(name, {
        serviceRoleArn: 'arn:aws:iam::111122223333:role/flink/direct',
      }),
    );

    expect(JSON.parse(dry.text)).toEqual({
      applicationId: `${PLACE}/${name}`,
      created: false,
    });
    expect(refused.status).toBe(400);
    expect(writesOf(name)).toEqual([]);
  });

  it('lets platform owners create, and no one else', async () => {
    const amara = await portal.as('user:default/amara.okafor');

    const { status } = await create(requestOf('direct-amara'), amara);

    expect(status).toBe(403);
    expect(writesOf('direct-amara')).toEqual([]);
  });
});
