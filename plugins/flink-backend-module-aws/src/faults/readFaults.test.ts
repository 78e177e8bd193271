import {
  FilterLogEventsCommand,
  type FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { application, FarSide } from '../__testUtils__/FarSide';
import { START_MS, TestCollector } from '../__testUtils__/TestCollector';
import { awsError, denied } from '../__testUtils__/wire';

const HOUR_MS = 3_600_000;
const GROUP = '/aws/kinesis-analytics/orders';
const STREAM = 'kinesis-analytics-log-stream';
const logStream = (account: string, region: string) =>
  `arn:aws:logs:${region}:${account}:log-group:${GROUP}:log-stream:${STREAM}`;

type Page = Pick<FilterLogEventsCommandOutput, 'events' | 'nextToken'>;

const checkpoint = (agoMs: number) => ({
  timestamp: START_MS - agoMs,
  message: JSON.stringify({ message: 'Completed checkpoint 7 for job 0a1b.' }),
});

describe('reading faults on demand', () => {
  const aws = new FarSide();
  let collector: TestCollector;
  beforeEach(async () => {
    aws.reset();
    aws.applications = [application('orders')];
    logsTo(logStream('111122223333', 'eu-west-1'));
    collector = new TestCollector();
    await collector.collect();
  });
  afterAll(() => aws.restore());

  function logsTo(arn: string | undefined) {
    aws.details.orders = arn
      ? { CloudWatchLoggingOptionDescriptions: [{ LogStreamARN: arn }] }
      : {};
  }

  const readFaults = (limit = 500, signal = new AbortController().signal) =>
    collector.runtime.readFaults(collector.observation('orders'), {
      fromMs: START_MS - 24 * HOUR_MS,
      toMs: START_MS,
      limit,
      signal,
    });

  function pages(...answers: Page[]) {
    const stub = aws.logs.on(FilterLogEventsCommand);
    answers.forEach(answer => stub.resolvesOnce(answer));
  }

  const asked = () =>
    aws.logs
      .commandCalls(FilterLogEventsCommand)
      .map(call => call.args[0].input);

  it('asks the log that the application itself names, newest first, for few words', async () => {
    pages({ events: [checkpoint(1_000), checkpoint(61_000)] });

    expect(await readFaults()).toEqual({
      records: [
        {
          kind: 'checkpointCompleted',
          at: new Date(START_MS - 61_000).toISOString(),
          source: 'CloudWatch Logs',
        },
        {
          kind: 'checkpointCompleted',
          at: new Date(START_MS - 1_000).toISOString(),
          source: 'CloudWatch Logs',
        },
      ],
      lookedIn: [{ source: 'CloudWatch Logs', status: 'read' }],
      calls: {
        'kinesisanalytics:DescribeApplication': 1,
        'logs:FilterLogEvents': 1,
      },
      usd: 0,
    });
    expect(asked()).toEqual([
      {
        logGroupName: GROUP,
        logStreamNames: [STREAM],
        filterPattern: expect.stringContaining('?"Completed checkpoint"'),
        startTime: START_MS - 24 * HOUR_MS,
        endTime: START_MS - 1,
        startFromHead: false,
        limit: 1_000,
        nextToken: undefined,
      },
    ]);
  });

  it('goes on over empty pages', async () => {
    pages(
      { events: [], nextToken: 'a' },
      { events: [], nextToken: 'b' },
      { events: [checkpoint(1_000)] },
    );

    const { records, completeFromMs } = await readFaults();

    expect(records).toHaveLength(1);
    expect(completeFromMs).toBeUndefined();
    expect(asked().map(({ nextToken }) => nextToken)).toEqual([
      undefined,
      'a',
      'b',
    ]);
  });

  it('keeps the newest of too many and says how far back it read', async () => {
    pages({
      events: [checkpoint(1_000), checkpoint(2_000), checkpoint(3_000)],
      nextToken: 'more',
    });

    const { records, completeFromMs, lookedIn } = await readFaults(2);

    expect(records.map(({ at }) => Date.parse(at))).toEqual([
      START_MS - 2_000,
      START_MS - 1_000,
    ]);
    expect(completeFromMs).toBe(START_MS - 2_000 + 1);
    expect(lookedIn).toMatchObject([
      { status: 'read', message: expect.stringContaining('was not read') },
    ]);
    expect(asked()).toHaveLength(1);
  });

  it('asks no more than twenty times', async () => {
    aws.logs
      .on(FilterLogEventsCommand)
      .resolves({ events: [], nextToken: 'again' });

    expect(await readFaults()).toMatchObject({
      records: [],
      completeFromMs: START_MS,
      calls: { 'logs:FilterLogEvents': 20 },
    });
  });

  it('asks no longer than eight seconds', async () => {
    aws.logs.on(FilterLogEventsCommand).callsFake(() => {
      collector.nowMs += 5_000;
      return { events: [], nextToken: 'again' };
    });

    expect(await readFaults()).toMatchObject({
      calls: { 'logs:FilterLogEvents': 2 },
    });
  });

  it('is not applicable without a logging option, and says what to do', async () => {
    logsTo(undefined);

    expect(await readFaults()).toMatchObject({
      records: [],
      lookedIn: [
        {
          status: 'notApplicable',
          message: expect.stringContaining('Add one with a log group'),
        },
      ],
    });
    expect(asked()).toEqual([]);
  });

  it.each([
    ['account', logStream('999988887777', 'eu-west-1')],
    ['region', logStream('111122223333', 'us-east-1')],
  ])('does not read a log of another %s', async (_what, arn) => {
    logsTo(arn);

    expect(await readFaults()).toMatchObject({
      records: [],
      lookedIn: [
        {
          status: 'unreadable',
          message: expect.stringContaining('which is not read'),
        },
      ],
    });
    expect(asked()).toEqual([]);
  });

  it('names the permission that is missing', async () => {
    aws.logs.on(FilterLogEventsCommand).rejects(denied('logs:FilterLogEvents'));

    expect(await readFaults()).toMatchObject({
      lookedIn: [
        {
          status: 'unreadable',
          message:
            'Cannot read the log /aws/kinesis-analytics/orders of application orders in account 111122223333 (eu-west-1): the role flink-reader lacks logs:FilterLogEvents.',
        },
      ],
      calls: { 'logs:FilterLogEvents': 1 },
    });
  });

  it('says that the log does not exist', async () => {
    aws.logs
      .on(FilterLogEventsCommand)
      .rejects(awsError('ResourceNotFoundException'));

    expect(await readFaults()).toMatchObject({
      lookedIn: [
        { message: expect.stringContaining(`log group ${GROUP}, stream`) },
      ],
    });
  });

  it('fails as a whole when the application cannot be described', async () => {
    aws.analytics
      .on(DescribeApplicationCommand)
      .rejects(denied('kinesisanalytics:DescribeApplication'));

    await expect(readFaults()).rejects.toMatchObject({
      name: 'FlinkSourceError',
      reason: 'denied',
      message: expect.stringContaining('kinesisanalytics:DescribeApplication'),
    });
  });

  it('ends when whoever asked went away', async () => {
    const abort = new AbortController();
    abort.abort(new Error('gone'));

    await expect(readFaults(500, abort.signal)).rejects.toThrow('gone');
  });
});
