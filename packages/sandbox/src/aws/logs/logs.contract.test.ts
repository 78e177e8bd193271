import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsTestBed, MINUTE_MS, START_MS } from '../__testUtils__/awsTestBed';

const GROUP = '/aws/kinesis-analytics/account-takeover';
const STREAM = 'kinesis-analytics-log-stream';

describe('CloudWatch Logs, driven by the stock client', () => {
  let bed: AwsTestBed;

  beforeEach(async () => {
    bed = new AwsTestBed();
    await bed.start();
  });

  afterEach(() => bed.stop());

  const client = () => bed.logs('111122223333', 'eu-west-1');

  it('finds groups and their stream', async () => {
    const { logGroups } = await client().send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: '/aws/kinesis-analytics/account',
      }),
    );
    expect(logGroups?.map(group => group.logGroupName)).toEqual([GROUP]);
    const { logStreams } = await client().send(
      new DescribeLogStreamsCommand({ logGroupName: GROUP }),
    );
    expect(logStreams?.[0].logStreamName).toBe(STREAM);
  });

  it('filters events, whose JSON carries the stack trace of a failure', async () => {
    const { events = [] } = await client().send(
      new FilterLogEventsCommand({
        logGroupName: GROUP,
        filterPattern: '"switched from RUNNING to FAILED"',
        startTime: START_MS - 20 * MINUTE_MS,
      }),
    );
    expect(events.length).toBeGreaterThan(5);
    const event: Record<string, unknown> = JSON.parse(events[0].message!);
    expect(event).toMatchObject({
      messageType: 'WARN',
      messageSchemaVersion: '1',
      applicationARN:
        'arn:aws:kinesisanalytics:eu-west-1:111122223333:application/account-takeover',
    });
    expect(event.throwableInformation).toEqual(
      expect.arrayContaining([
        expect.stringContaining('java.lang.NullPointerException'),
        expect.stringContaining('PriceFunction.processElement1'),
      ]),
    );
  });

  it('walks a stream page by page from its end', async () => {
    const page = (nextToken?: string) =>
      client().send(
        new GetLogEventsCommand({
          logGroupName: GROUP,
          logStreamName: STREAM,
          limit: 10,
          nextToken,
        }),
      );
    const newest = await page();
    const older = await page(newest.nextBackwardToken);
    expect(older.events).toHaveLength(10);
    expect(older.events!.at(-1)!.timestamp!).toBeLessThanOrEqual(
      newest.events![0].timestamp!,
    );
    const end = await page(newest.nextForwardToken);
    expect(end.events).toEqual([]);
    expect(end.nextForwardToken).toBe(newest.nextForwardToken);
  });

  it('runs the Insights queries AWS documents', async () => {
    const { queryId } = await client().send(
      new StartQueryCommand({
        logGroupName: GROUP,
        startTime: Math.floor((START_MS - 30 * MINUTE_MS) / 1000),
        endTime: Math.floor(START_MS / 1000),
        queryString:
          'fields @timestamp, message | filter @message like /switched from state RUNNING to RESTARTING/ | sort @timestamp desc | limit 5',
      }),
    );
    let answer = await client().send(new GetQueryResultsCommand({ queryId }));
    expect(answer.status).toBe('Running');
    while (answer.status === 'Running') {
      await new Promise(resolve => setTimeout(resolve, 100));
      answer = await client().send(new GetQueryResultsCommand({ queryId }));
    }
    expect(answer.results).toHaveLength(5);
    expect(answer.results![0][1]).toMatchObject({
      field: 'message',
      value: expect.stringContaining('RESTARTING'),
    });
  });

  it('names the part of a query it does not understand', async () => {
    await expect(
      client().send(
        new StartQueryCommand({
          logGroupName: GROUP,
          startTime: 0,
          endTime: 1,
          queryString: 'fields @message | stats count(*) by bin(5m)',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedQueryException',
      message: expect.stringContaining('stats count(*)'),
    });
  });

  it('knows no group that nobody writes to', async () => {
    await expect(
      client().send(new FilterLogEventsCommand({ logGroupName: '/nothing' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
