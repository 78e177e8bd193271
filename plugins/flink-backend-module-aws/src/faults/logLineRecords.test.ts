import { logLineRecords } from './logLineRecords';

const ARN =
  'arn:aws:kinesisanalytics:eu-west-1:111122223333:application/orders';
const AT = '2026-11-22T14:02:11.000Z';

/** A line as the managed service writes it. */
const line = (over: Record<string, unknown>) => ({
  timestamp: Date.parse(AT),
  message: JSON.stringify({
    logger: 'org.apache.flink.runtime.executiongraph.ExecutionGraph',
    threadName: 'flink-pekko.actor.default-dispatcher-4',
    applicationARN: ARN,
    messageType: 'INFO',
    ...over,
  }),
});
const records = (over: Record<string, unknown>) =>
  logLineRecords(line(over), ARN);

const NPE = [
  'java.lang.NullPointerException: price is null',
  '\tat com.acme.Enrich.price(Enrich.java:87)',
];

describe('a line of the log', () => {
  it('is a failed task with its exception', () => {
    expect(
      records({
        message:
          'enrich (3/8)#12 (0a1b_12) switched from RUNNING to FAILED with failure cause:',
        threadName: 'enrich (3/8)#12',
        throwableInformation: NPE,
      }),
    ).toEqual([
      {
        kind: 'exception',
        at: AT,
        exceptionClass: 'java.lang.NullPointerException',
        message: 'price is null',
        stack: NPE.join('\n'),
        task: 'enrich (3/8)',
        source: 'CloudWatch Logs',
      },
    ]);
  });

  it('names the TaskManager where the JobManager writes it', () => {
    expect(
      records({
        message:
          'Source: orders -> parse (1/4) (0a1b_1) switched from RUNNING to FAILED on tm-7 @ worker-1 (dataPort=6121).',
        throwableInformation: NPE,
      }),
    ).toMatchObject([
      { task: 'Source: orders -> parse (1/4)', taskManager: 'tm-7' },
    ]);
  });

  it('is a departure from RUNNING, and its exception', () => {
    expect(
      records({
        message: 'Job orders (0a1b) switched from state RUNNING to RESTARTING.',
        throwableInformation: NPE,
      }),
    ).toMatchObject([
      { kind: 'leftRunning', at: AT, to: 'RESTARTING' },
      { kind: 'exception', exceptionClass: 'java.lang.NullPointerException' },
    ]);
  });

  it('is no departure when somebody stopped the job', () => {
    expect(
      records({
        message: 'Job orders (0a1b) switched from state RUNNING to CANCELED.',
      }),
    ).toEqual([]);
  });

  it('is a completed checkpoint, but not a triggered one', () => {
    expect(
      records({ message: 'Completed checkpoint 42 for job 0a1b (17 bytes).' }),
    ).toEqual([
      { kind: 'checkpointCompleted', at: AT, source: 'CloudWatch Logs' },
    ]);
    expect(
      records({ message: 'Triggering checkpoint 43 for job 0a1b.' }),
    ).toEqual([]);
  });

  it('is a run that begins, but not a restart', () => {
    const of = (from: string) =>
      records({
        message: `Job orders (0a1b) switched from state ${from} to RUNNING.`,
      });

    expect(of('CREATED')).toEqual([
      { kind: 'jobStarted', at: AT, source: 'CloudWatch Logs' },
    ]);
    expect(of('RESTARTING')).toEqual([]);
  });

  it('holds its cause in its message when there is no throwable', () => {
    expect(
      records({
        message:
          'enrich (3/8)#1 (0a1b) switched from RUNNING to FAILED with failure cause: java.io.IOException: disk full',
      }),
    ).toMatchObject([
      { exceptionClass: 'java.io.IOException', message: 'disk full' },
    ]);
  });

  it('may be a stack trace that user code printed', () => {
    expect(
      logLineRecords(
        { timestamp: Date.parse(AT), message: NPE.join('\n') },
        ARN,
      ),
    ).toMatchObject([{ exceptionClass: 'java.lang.NullPointerException' }]);
  });

  it('of another application in the same stream is left out', () => {
    expect(
      records({
        message: 'failed',
        throwableInformation: NPE,
        applicationARN: `${ARN}-2`,
      }),
    ).toEqual([]);
  });

  it('keeps no secret and no record', () => {
    const shown = JSON.stringify(
      records({
        message: 'enrich (3/8)#1 switched from RUNNING to FAILED',
        throwableInformation: `com.acme.Bad: password=hunter2 in {"name":"Jane"}`,
      }),
    );
    expect(shown).toContain('com.acme.Bad');
    expect(shown).not.toMatch(/hunter2|Jane/);
  });
});
