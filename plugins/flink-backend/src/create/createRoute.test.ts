import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  FlinkActionError,
  type CreatedApplication,
  type NewApplicationOrder,
} from '@flink-portal/backstage-plugin-flink-node';
import { FakeRuntime, SOURCE } from '../__testUtils__/FakeRuntime';
import { newApplication, STANDARDS } from '../__testUtils__/newApplication';
import { startFlink, type StartOptions } from '../__testUtils__/startFlink';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const ID = 'managed:444455556666/us-east-1/orders-enricher';
const STAGING = {
  ...SOURCE,
  id: 'managed:444455556666/us-east-1',
  title: '444455556666 / us-east-1',
};
const MADE = { applicationId: ID, version: '1', created: true };

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('POST /applications on %s', id => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  async function begin(
    options: Partial<StartOptions> & { enabled?: boolean } = {},
  ) {
    const runtime = new FakeRuntime();
    const collected: number[] = [];
    runtime.on(STAGING, async context => {
      collected.push(NOW_MS);
      await context.complete([]);
    });
    const orders: NewApplicationOrder[] = [];
    const creation = {
      check: jest.fn(
        async (): Promise<CreatedApplication | undefined> => undefined,
      ),
      create: jest.fn(
        async (order: NewApplicationOrder): Promise<CreatedApplication> => {
          orders.push(order);
          return MADE;
        },
      ),
    };
    runtime.creation = creation;
    const flink = await startFlink({
      knex: await databases.init(id),
      runtimes: [runtime],
      clock: { nowMs: NOW_MS },
      config: {
        flink: {
          standards: STANDARDS,
          lifecycle: { enabled: options.enabled ?? true },
        },
      },
      ...options,
    });
    stop = flink.stop;
    return {
      ...flink,
      runtime,
      creation,
      orders,
      collected,
      create: (body: object) => flink.post('/applications', body),
    };
  }

  it('creates what the standards say, for the person who asks', async () => {
    const { create, orders } = await begin();

    const { body } = await create(newApplication({ start: true })).expect(201);

    expect(body).toEqual(MADE);
    expect(orders).toEqual([
      expect.objectContaining({
        orderId: 'task-1.staging',
        requestedBy: 'user:default/mock',
        accountId: '444455556666',
        start: true,
      }),
    ]);
  });

  it('has the place read at once', async () => {
    const { create, collected } = await begin();

    await create(newApplication()).expect(201);

    expect(collected).toHaveLength(1);
  });

  it('answers for the same order what it made before', async () => {
    const { create, creation } = await begin();
    creation.create.mockResolvedValue({ ...MADE, created: false });

    const { body } = await create(newApplication()).expect(200);

    expect(body).toEqual({ ...MADE, created: false });
  });

  it('sends nothing in a dry run, and reads whether the name is free', async () => {
    const { create, creation } = await begin();

    const { body } = await create(newApplication({ dryRun: true })).expect(200);

    expect(body).toEqual({ applicationId: ID, created: false });
    expect(creation.check).toHaveBeenCalledTimes(1);
    expect(creation.create).not.toHaveBeenCalled();
  });

  it('refuses what the standards refuse, also in a dry run', async () => {
    const { create, creation } = await begin();

    const { body } = await create(
      newApplication({ dryRun: true, code: { key: '' } }),
    ).expect(400);

    expect(body.error.message).toContain('code.key');
    expect(creation.check).not.toHaveBeenCalled();
  });

  it.each([
    { accountId: '999988887777' },
    { bucket: 'elsewhere' },
    { plan: {} },
  ])('takes no %j from whoever asks', async more => {
    const { create, creation } = await begin();

    const { status } = await create({ ...newApplication(), ...more });

    expect(status).toBe(400);
    expect(creation.create).not.toHaveBeenCalled();
  });

  it.each([
    ['conflict', 409],
    ['refused', 400],
    ['denied', 503],
    ['throttled', 503],
    ['unsure', 503],
  ] as const)('tells a failure that is %s as %d', async (reason, status) => {
    const { create, creation } = await begin();
    creation.create.mockRejectedValue(
      new FlinkActionError(reason, 'AWS said so.'),
    );

    const { body } = await create(newApplication()).expect(status);

    expect(body.error.message).toContain('AWS said so.');
  });

  it('lets only those create who may', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result:
            permission.name === 'flink.application.create'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
    });
    const { create, creation, audited } = await begin({ permissions });

    const { body } = await create(newApplication()).expect(403);

    expect(body.error.message).toContain('flink.application.create');
    expect(creation.create).not.toHaveBeenCalled();
    expect(audited.fail).toHaveBeenCalledTimes(1);
  });

  it('creates nothing for a service', async () => {
    const { api, creation } = await begin();

    await api
      .post('/api/flink/applications')
      .set('Authorization', mockCredentials.service.header())
      .send(newApplication())
      .expect(403);

    expect(creation.create).not.toHaveBeenCalled();
  });

  it('creates nothing while flink.lifecycle is off', async () => {
    const { create, creation } = await begin({ enabled: false });

    const { body } = await create(newApplication()).expect(403);

    expect(body.error.message).toContain('flink.lifecycle.enabled');
    expect(creation.create).not.toHaveBeenCalled();
  });

  it('says so where no module can create', async () => {
    const { create, runtime } = await begin();
    runtime.creation = undefined;

    const { status, body } = await create(newApplication());

    expect(status).toBe(501);
    expect(body.error.message).toContain('runtime managed');
  });

  it('audits what was asked and what was done under the same order', async () => {
    const { create, auditor, audited } = await begin();

    await create(newApplication()).expect(201);

    expect(auditor.createEvent.mock.calls.map(([event]) => event)).toEqual([
      expect.objectContaining({
        eventId: 'application-create',
        severityLevel: 'high',
        meta: {
          stage: 'ISSUED',
          orderId: 'task-1.staging',
          serviceRoleArn:
            'arn:aws:iam::444455556666:role/flink/orders-enricher',
          codeKey: 'orders-enricher/abc/job.jar',
          dryRun: false,
        },
      }),
      expect.objectContaining({
        eventId: 'application-create',
        meta: {
          stage: 'EXECUTED',
          orderId: 'task-1.staging',
          applicationId: ID,
          requestedBy: 'user:default/mock',
        },
      }),
    ]);
    expect(audited.success).toHaveBeenCalledTimes(2);
    expect(audited.success).toHaveBeenCalledWith({ meta: MADE });
  });
});
