import {
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  ListApplicationOperationsCommand,
  ListApplicationsCommand,
  ListApplicationSnapshotsCommand,
  ListTagsForResourceCommand,
  type ListApplicationsCommandOutput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { application, FarSide } from '../__testUtils__/FarSide';
import { idOf, TestCollector } from '../__testUtils__/TestCollector';
import { awsError, denied, fixture } from '../__testUtils__/wire';

describe('the inventory of an account and region', () => {
  const aws = new FarSide();
  beforeEach(() => aws.reset());
  afterAll(() => aws.restore());

  it('follows pages to the end before it says which applications exist', async () => {
    const first = fixture<ListApplicationsCommandOutput>('ListApplications');
    aws.analytics
      .on(ListApplicationsCommand)
      .resolves({ ApplicationSummaries: [application('last')] })
      .on(ListApplicationsCommand, { NextToken: undefined })
      .resolves(first);
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.counts['kinesisanalytics:ListApplications']).toBe(2);
    expect(collector.completed).toEqual(
      expect.arrayContaining([
        idOf('orders-enrichment-prod'),
        idOf('adhoc-notebook'),
        idOf('last'),
      ]),
    );
    expect(collector.completed).toHaveLength(5);
  });

  it('says nothing about what exists when the second page fails', async () => {
    aws.analytics
      .on(ListApplicationsCommand)
      .rejects(awsError('InternalFailure'))
      .on(ListApplicationsCommand, { NextToken: undefined })
      .resolves({
        ApplicationSummaries: [application('orders')],
        NextToken: 'orders',
      });
    const collector = new TestCollector();
    await expect(collector.collect()).rejects.toMatchObject({
      reason: 'failed',
    });
    expect(collector.completed).toBeUndefined();
  });

  it('names the role and the permission when listing is denied', async () => {
    aws.analytics
      .on(ListApplicationsCommand)
      .rejects(denied('kinesisanalytics:ListApplications'));
    await expect(new TestCollector().collect()).rejects.toMatchObject({
      name: 'FlinkSourceError',
      reason: 'denied',
      message:
        'Cannot list Managed Flink applications in account 111122223333 (eu-west-1): the role flink-reader lacks kinesisanalytics:ListApplications. Health is Unknown.',
    });
  });

  it.each([
    {
      error: awsError('ThrottlingException', 'Rate exceeded'),
      reason: 'throttled',
    },
    { error: awsError('TimeoutError'), reason: 'timeout' },
    {
      error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      reason: 'unreachable',
    },
    { error: awsError('ExpiredTokenException', 'expired'), reason: 'denied' },
    {
      error: awsError('SyntaxError', 'Unexpected token <'),
      reason: 'invalid',
    },
  ])('says when the list is $reason', async ({ error, reason }) => {
    aws.analytics.on(ListApplicationsCommand).rejects(error);
    await expect(new TestCollector().collect()).rejects.toMatchObject({
      reason,
    });
  });

  it('leaves out legacy SQL applications', async () => {
    aws.applications = [
      application('orders'),
      application('old-sql', { RuntimeEnvironment: 'SQL-1_0' }),
    ];
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.completed).toEqual([idOf('orders')]);
  });

  it('describes an application again only when its version, status or age asks for it', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    const described = async (minutes: number) => {
      await collector.collect(minutes);
      return collector.counts['kinesisanalytics:DescribeApplication'] ?? 0;
    };
    expect(await described(0)).toBe(1);
    expect(await described(1)).toBe(0);
    aws.applications = [application('orders', { ApplicationVersionId: 2 })];
    expect(await described(1)).toBe(1);
    expect(await described(1)).toBe(0);
    aws.applications = [
      application('orders', {
        ApplicationVersionId: 2,
        ApplicationStatus: 'UPDATING',
      }),
    ];
    expect(await described(1)).toBe(1);
    expect(await described(1)).toBe(1);
    aws.applications = [application('orders', { ApplicationVersionId: 2 })];
    expect(await described(1)).toBe(1);
    expect(await described(9)).toBe(0);
    expect(await described(1)).toBe(1);
  });

  it('reads an application closely while somebody waits for it', async () => {
    aws.applications = [application('orders'), application('clicks')];
    const collector = new TestCollector();
    await collector.collect();
    collector.close.add(idOf('orders'));
    await collector.collect(1);
    expect(collector.counts).toMatchObject({
      'kinesisanalytics:DescribeApplication': 1,
      'kinesisanalytics:ListApplicationOperations': 1,
      'kinesisanalytics:ListApplicationSnapshots': 1,
    });
  });

  it('makes one call a minute for a steady fleet', async () => {
    aws.applications = ['a1', 'b2', 'c3'].map(name => application(name));
    const collector = new TestCollector();
    await collector.collect();
    await collector.collect(1);
    expect(collector.counts).toEqual({
      'kinesisanalytics:ListApplications': 1,
    });
  });

  it('keeps what it did not read again with the time it was read at', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    await collector.collect();
    await collector.collect(3);
    const { configuration, state, operations, snapshots } =
      collector.observation('orders');
    expect(configuration).toMatchObject({ at: '2026-11-22T14:00:00.000Z' });
    expect(operations).toMatchObject({ at: '2026-11-22T14:00:00.000Z' });
    expect(snapshots).toMatchObject({ at: '2026-11-22T14:00:00.000Z' });
    expect(state).toMatchObject({ at: '2026-11-22T14:03:00.000Z' });
    expect(collector.observation('orders').application.labels).toEqual({
      team: 'payments',
    });
  });

  it('makes a part unreadable when only that part is denied', async () => {
    aws.applications = [application('orders'), application('clicks')];
    aws.analytics
      .on(DescribeApplicationCommand, { ApplicationName: 'orders' })
      .rejects(denied('kinesisanalytics:DescribeApplication'))
      .on(ListApplicationSnapshotsCommand, { ApplicationName: 'orders' })
      .rejects(denied('kinesisanalytics:ListApplicationSnapshots'));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders')).toMatchObject({
      state: { status: 'read' },
      configuration: {
        status: 'unreadable',
        reason: 'denied',
        message:
          'Cannot describe application orders in account 111122223333 (eu-west-1): the role flink-reader lacks kinesisanalytics:DescribeApplication.',
      },
      operations: { status: 'read' },
      snapshots: { status: 'unreadable', reason: 'denied' },
    });
    expect(collector.observation('clicks').configuration.status).toBe('read');
    expect(collector.completed).toHaveLength(2);
  });

  it('says by an event that tags could not be read, and tries again', async () => {
    aws.applications = [application('orders')];
    aws.analytics
      .on(ListTagsForResourceCommand)
      .rejectsOnce(denied('kinesisanalytics:ListTagsForResource'))
      .resolves({ Tags: [{ Key: 'team', Value: 'orders' }] });
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders').events).toMatchObject({
      value: [
        {
          reason: 'TagsUnreadable',
          message: expect.stringContaining(
            'the role flink-reader lacks kinesisanalytics:ListTagsForResource',
          ),
        },
      ],
    });
    await collector.collect(1);
    expect(collector.observation('orders').application.labels).toEqual({
      team: 'orders',
    });
  });

  it('forgets an application that was deleted between list and description', async () => {
    aws.applications = [application('orders'), application('gone')];
    aws.analytics
      .on(DescribeApplicationCommand, { ApplicationName: 'gone' })
      .rejects(awsError('ResourceNotFoundException'));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.completed).toEqual([idOf('orders')]);
  });

  it('says that enhanced snapshots cannot be listed instead of showing none', async () => {
    aws.applications = [application('orders')];
    aws.analytics
      .on(ListApplicationSnapshotsCommand)
      .rejects(awsError('UnsupportedOperationException'));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders').snapshots).toMatchObject({
      status: 'unreadable',
      message: expect.stringContaining('enhanced snapshots'),
    });
  });

  it('ends when it is aborted and completes nothing', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    aws.analytics.on(DescribeApplicationCommand).callsFake(() => {
      collector.abort.abort();
      throw awsError('AbortError');
    });
    await expect(collector.collect()).rejects.toThrow(/abort/i);
    expect(collector.completed).toBeUndefined();
    expect(collector.stored.size).toBe(0);
  });

  it('hands the abort signal to every call', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    await collector.collect();
    const calls = [...aws.analytics.calls(), ...aws.cloudWatch.calls()];
    expect(calls.length).toBeGreaterThan(5);
    for (const call of calls) {
      const [, options]: readonly unknown[] = call.args;
      expect(options).toEqual({ abortSignal: collector.abort.signal });
    }
  });

  it('never has more than three calls under way', async () => {
    aws.applications = Array.from({ length: 12 }, (_, index) =>
      application(`app-${index}`),
    );
    let underWay = 0;
    let most = 0;
    aws.analytics.on(DescribeApplicationCommand).callsFake(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(resolve => setImmediate(resolve));
      underWay -= 1;
      return { ApplicationDetail: application('app-0') };
    });
    await new TestCollector().collect();
    expect(most).toBe(3);
  });

  it('keeps no secret: not in the observation, not in the note', async () => {
    aws.applications = [application('orders')];
    aws.details.orders = {
      ApplicationConfigurationDescription: {
        EnvironmentPropertyDescriptions: {
          PropertyGroupDescriptions: [
            {
              PropertyGroupId: 'Source',
              PropertyMap: {
                'db.password': 'planted-one',
                url: 'jdbc:postgresql://app:planted-two@db/orders',
                'stream.name': 'orders-in',
              },
            },
          ],
        },
      },
    };
    aws.analytics
      .on(ListApplicationOperationsCommand)
      .resolves({
        ApplicationOperationInfoList: [
          {
            Operation: 'StartApplication',
            OperationId: 'op-1',
            OperationStatus: 'FAILED',
            StartTime: new Date('2026-11-22T12:00:00Z'),
          },
        ],
      })
      .on(DescribeApplicationOperationCommand)
      .resolves({
        ApplicationOperationInfoDetails: {
          Operation: 'StartApplication',
          StartTime: undefined,
          EndTime: undefined,
          OperationStatus: 'FAILED',
          OperationFailureDetails: {
            ErrorInfo: { ErrorString: 'login failed, password=planted-three' },
          },
        },
      });
    const collector = new TestCollector();
    await collector.collect();
    const kept = JSON.stringify([...collector.stored]);
    expect(kept).toContain('db.password');
    expect(kept).toContain('login failed');
    expect(kept).not.toContain('planted-');
  });

  it('reads a note of another shape as if there were none', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    await collector.collect();
    const stored = collector.stored.get(idOf('orders'));
    collector.stored.set(idOf('orders'), {
      ...stored!,
      note: '{"status":{"value":7},"description":"later"}',
    });
    await collector.collect(1);
    expect(collector.counts['kinesisanalytics:DescribeApplication']).toBe(1);
  });
});
