import {
  CreateApplicationCommand,
  DescribeApplicationCommand,
  ListApplicationOperationsCommand,
  ListTagsForResourceCommand,
  StartApplicationCommand,
  type ApplicationStatus,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type {
  CreatedApplication,
  FlinkActionError,
  NewApplicationOrder,
} from '@flink-portal/backstage-plugin-flink-node';
import {
  ACCOUNT,
  application,
  FarSide,
  REGION,
} from '../../__testUtils__/FarSide';
import { orderOf } from '../../__testUtils__/orderOf';
import { awsError, denied } from '../../__testUtils__/wire';
import { readManagedConfig } from '../../config/readManagedConfig';
import { ManagedRuntime } from '../../ManagedRuntime';

const ID = `managed:${ACCOUNT}/${REGION}/orders`;
const answered = (error: Error, httpStatusCode = 400) =>
  Object.assign(error, { $metadata: { httpStatusCode } });
const IN_USE = answered(awsError('ResourceInUseException', 'it exists'));

describe('ManagedCreation', () => {
  const far = new FarSide();
  let counts: string[];
  beforeEach(() => {
    far.reset();
    counts = [];
    far.analytics
      .on(CreateApplicationCommand)
      .resolves({ ApplicationDetail: { ...application('orders') } })
      .on(StartApplicationCommand)
      .resolves({ OperationId: 'op-1' })
      .on(DescribeApplicationCommand)
      .rejects(answered(awsError('ResourceNotFoundException')));
  });
  afterAll(() => far.restore());

  const runtimeWith = (account: object = {}) =>
    new ManagedRuntime({
      config: readManagedConfig(
        new ConfigReader({
          flink: {
            aws: {
              accounts: [{ accountId: ACCOUNT, regions: [REGION], ...account }],
            },
          },
        }),
      ),
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: async () => ({
            accessKeyId: 'test',
            secretAccessKey: 'test',
          }),
        }),
      },
      logger: mockServices.logger.mock(),
      writes: { backoffMs: 1 },
    });
  const contextOf = (order: NewApplicationOrder) => ({
    signal: new AbortController().signal,
    now: () => order.orderedAtMs,
    count: (operation: string) => counts.push(operation),
  });
  const create = (
    order = orderOf(),
    account?: object,
  ): Promise<CreatedApplication> =>
    runtimeWith(account).creation.create(order, contextOf(order));
  const failureOf = async (work: Promise<unknown>): Promise<FlinkActionError> =>
    work.then(
      () => {
        throw new Error('it did not fail');
      },
      (error: FlinkActionError) => error,
    );
  /** AWS has an application of that name, tagged like this. */
  const exists = (
    tags: Record<string, string>,
    status: ApplicationStatus = 'READY',
  ) => {
    far.analytics
      .on(DescribeApplicationCommand)
      .resolves({
        ApplicationDetail: application('orders', { ApplicationStatus: status }),
      })
      .on(ListTagsForResourceCommand)
      .resolves({
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
  };
  const OURS = { 'flink-portal:order': 'task-1.staging', owner: 'payments' };
  const sent = (command: Parameters<typeof far.analytics.commandCalls>[0]) =>
    far.analytics.commandCalls(command).length;

  it('makes the application with one counted call and starts nothing by itself', async () => {
    expect(await create()).toEqual({
      applicationId: ID,
      version: '1',
      created: true,
    });
    expect(counts).toEqual(['kinesisanalytics:CreateApplication']);
    expect(sent(StartApplicationCommand)).toBe(0);
  });

  it('starts it without state when asked to', async () => {
    await create(orderOf({ start: true }));

    expect(
      far.analytics.commandCalls(StartApplicationCommand)[0].args[0].input,
    ).toEqual({
      ApplicationName: 'orders',
      RunConfiguration: {
        ApplicationRestoreConfiguration: {
          ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT',
        },
        FlinkRunConfiguration: { AllowNonRestoredState: false },
      },
    });
  });

  it.each([
    ['an account', { accountId: '999988887777' }],
    ['a region', { region: 'ap-south-1' }],
  ])('refuses %s that is not configured, and asks nobody', async (_, place) => {
    const failure = await failureOf(create(orderOf(place)));

    expect(failure.reason).toBe('refused');
    expect(failure.message).toContain('flink.aws.accounts');
    expect(counts).toEqual([]);
  });

  it('refuses an account that is only read', async () => {
    const failure = await failureOf(create(orderOf(), { lifecycle: false }));

    expect(failure.reason).toBe('refused');
    expect(failure.message).toContain('lifecycle: false');
    expect(counts).toEqual([]);
  });

  it('names the permission that the role lacks', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejects(answered(denied('kinesisanalytics:CreateApplication')));

    const failure = await failureOf(create());

    expect(failure.reason).toBe('denied');
    expect(failure.message).toBe(
      'Cannot create application orders in account 111122223333 (eu-west-1): the role flink-reader lacks kinesisanalytics:CreateApplication. Nothing was changed.',
    );
  });

  it('waits when AWS limits calls, and makes one application', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejectsOnce(answered(awsError('ThrottlingException')))
      .resolves({ ApplicationDetail: application('orders') });

    expect((await create()).created).toBe(true);
    expect(sent(CreateApplicationCommand)).toBe(2);
  });

  it('gives up on AWS limiting calls for long', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejects(answered(awsError('ThrottlingException')));

    expect((await failureOf(create())).reason).toBe('throttled');
  });

  it('takes the application of the same order for what it asked for', async () => {
    far.analytics.on(CreateApplicationCommand).rejects(IN_USE);
    exists(OURS);

    expect(await create()).toEqual({
      applicationId: ID,
      version: '1',
      created: false,
    });
  });

  it('says whose an application of that name is', async () => {
    far.analytics.on(CreateApplicationCommand).rejects(IN_USE);
    exists({ 'flink-portal:order': 'task-9.staging', owner: 'fraud' });

    const failure = await failureOf(create());

    expect(failure.reason).toBe('conflict');
    expect(failure.message).toContain('belongs to fraud');
    expect(failure.message).toContain('another order (task-9.staging)');
  });

  it('never takes one that the portal did not make', async () => {
    far.analytics.on(CreateApplicationCommand).rejects(IN_USE);
    exists({});

    const failure = await failureOf(create());

    expect(failure.reason).toBe('conflict');
    expect(failure.message).toContain('was not made by the portal');
  });

  it('finds out by reading when no answer came, and does not ask again', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejects(awsError('TimeoutError'));
    exists(OURS);

    expect((await create()).created).toBe(false);
    expect(sent(CreateApplicationCommand)).toBe(1);
  });

  it('stays unsure when no answer came and nothing is there yet', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejects(awsError('TimeoutError'));

    expect((await failureOf(create())).reason).toBe('unsure');
    expect(sent(CreateApplicationCommand)).toBe(1);
  });

  it('stays unsure when reading fails as well', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejects(awsError('TimeoutError'))
      .on(DescribeApplicationCommand)
      .rejects(answered(denied('kinesisanalytics:DescribeApplication')));

    expect((await failureOf(create())).reason).toBe('unsure');
  });

  it('starts what an earlier try left unstarted', async () => {
    far.analytics.on(CreateApplicationCommand).rejects(IN_USE);
    exists(OURS);

    await create(orderOf({ start: true }));

    expect(sent(StartApplicationCommand)).toBe(1);
  });

  it.each<ApplicationStatus>(['RUNNING', 'STARTING', 'UPDATING'])(
    'does not start one that is %s',
    async status => {
      far.analytics.on(CreateApplicationCommand).rejects(IN_USE);
      exists(OURS, status);

      await create(orderOf({ start: true }));

      expect(sent(StartApplicationCommand)).toBe(0);
    },
  );

  it('does not start one again that ran and was stopped', async () => {
    far.analytics
      .on(CreateApplicationCommand)
      .rejects(IN_USE)
      .on(ListApplicationOperationsCommand)
      .resolves({
        ApplicationOperationInfoList: [
          {
            OperationId: 'op-0',
            Operation: 'StartApplication',
            OperationStatus: 'SUCCESSFUL',
            StartTime: new Date(0),
          },
        ],
      });
    exists(OURS);

    await create(orderOf({ start: true }));

    expect(sent(StartApplicationCommand)).toBe(0);
  });

  it('says that the application is there when it could not be started', async () => {
    far.analytics
      .on(StartApplicationCommand)
      .rejects(answered(denied('kinesisanalytics:StartApplication')));

    const failure = await failureOf(create(orderOf({ start: true })));

    expect(failure.reason).toBe('denied');
    expect(failure.message).toContain(
      'Application orders is there, but it was not started.',
    );
  });

  it('is content when the same order starts it elsewhere at that moment', async () => {
    far.analytics.on(StartApplicationCommand).rejects(IN_USE);
    exists(OURS, 'STARTING');

    expect((await create(orderOf({ start: true }))).created).toBe(true);
  });

  it('checks a name by reading alone', async () => {
    const order = orderOf({ start: true });

    expect(
      await runtimeWith().creation.check(order, contextOf(order)),
    ).toBeUndefined();
    expect(counts).toEqual(['kinesisanalytics:DescribeApplication']);
  });

  it('waits for one of that name to be gone', async () => {
    exists(OURS, 'DELETING');
    const order = orderOf();

    const failure = await failureOf(
      runtimeWith().creation.check(order, contextOf(order)),
    );

    expect(failure.reason).toBe('conflict');
    expect(failure.message).toContain('being deleted');
  });
});
