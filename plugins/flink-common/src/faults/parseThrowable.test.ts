import { exceptionRecordOf, parseThrowable } from '.';

const KAFKA = [
  'org.apache.flink.runtime.JobException: Recovery is suppressed by FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=3)',
  '\tat org.apache.flink.runtime.executiongraph.failover.ExecutionFailureHandler.handleFailure(ExecutionFailureHandler.java:176)',
  '\tat org.apache.flink.runtime.scheduler.DefaultScheduler.recordTaskFailure(DefaultScheduler.java:285)',
  'Caused by: java.lang.RuntimeException: One or more fetchers have encountered exception',
  '\tat org.apache.flink.connector.base.source.reader.fetcher.SplitFetcherManager.checkErrors(SplitFetcherManager.java:333)',
  '\t... 14 more',
  '\tSuppressed: java.lang.IllegalStateException: closed twice',
  '\t\tat com.acme.Sink.close(Sink.java:9)',
  '\tCaused by: java.io.IOException: of the suppressed one',
  'Caused by: org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]',
  '\tat org.apache.kafka.clients.consumer.KafkaConsumer.poll(KafkaConsumer.java:1)',
];

const TOPIC_DENIED = {
  exceptionClass: 'org.apache.kafka.common.errors.TopicAuthorizationException',
  message: 'Not authorized to access topics: [orders]',
};

describe('a throwable', () => {
  it('is what its innermost cause says, not what was suppressed', () => {
    expect(parseThrowable(KAFKA.join('\n'))).toMatchObject(TOPIC_DENIED);
  });

  it('is read from CloudWatch’s array of lines, and from JSON of it', () => {
    expect(parseThrowable(KAFKA)).toMatchObject(TOPIC_DENIED);
    expect(parseThrowable(JSON.stringify(KAFKA))).toMatchObject(TOPIC_DENIED);
    expect(parseThrowable(JSON.stringify(KAFKA.join('\n')))).toMatchObject(
      TOPIC_DENIED,
    );
  });

  it('is read from a text whose line ends were written out', () => {
    expect(parseThrowable(KAFKA.join('\\n'))).toMatchObject(TOPIC_DENIED);
  });

  it.each([
    [
      'Flink’s serialized form',
      'java.util.concurrent.CompletionException: org.apache.flink.util.SerializedThrowable: com.acme.PriceMissing: no price\n\tat a.B.c(B.java:1)',
      'com.acme.PriceMissing',
      'no price',
    ],
    [
      'a wrapper that repeats its cause',
      'java.lang.RuntimeException: java.io.FileNotFoundException: /data/x\n\tat a.B.c(B.java:1)',
      'java.io.FileNotFoundException',
      '/data/x',
    ],
    [
      'an empty wrapper behind its cause',
      'com.acme.PriceMissing: no price\n\tat a.B.c(B.java:1)\nCaused by: java.util.concurrent.ExecutionException\n\tat a.B.d(B.java:2)',
      'com.acme.PriceMissing',
      'no price',
    ],
    [
      'a wrapper that is all there is',
      'org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy',
      'org.apache.flink.runtime.JobException',
      'Recovery is suppressed by NoRestartBackoffTimeStrategy',
    ],
    [
      'an exception without words',
      'java.lang.NullPointerException\n\tat a.B.c(B.java:1)',
      'java.lang.NullPointerException',
      '',
    ],
    [
      'a message of several lines',
      'com.acme.Bad: first\nsecond\n\tat a.B.c(B.java:1)',
      'com.acme.Bad',
      'first\nsecond',
    ],
    [
      'what a thread died of',
      'Exception in thread "main" java.lang.OutOfMemoryError: Metaspace\n\tat a.B.c(B.java:1)',
      'java.lang.OutOfMemoryError',
      'Metaspace',
    ],
  ])('unwraps %s', (_what, text, exceptionClass, message) => {
    expect(parseThrowable(text)).toMatchObject({ exceptionClass, message });
  });

  it('keeps every cause and the first frames of each in its stack', () => {
    const frames = Array.from(
      { length: 30 },
      (_, i) => `\tat a.B.c${i}(B.java)`,
    );
    const { stack = '' } =
      parseThrowable([...KAFKA, ...frames].join('\n')) ?? {};

    expect(stack.match(/^Caused by: /gm)).toHaveLength(2);
    expect(stack).toContain('\tat a.B.c10(B.java)');
    expect(stack).not.toContain('\tat a.B.c11(B.java)');
    expect(stack).toContain('\t... 19 more lines');
  });

  it('is bounded, however long it was', () => {
    const parsed = parseThrowable(`com.acme.Bad: ${'x'.repeat(100_000)}`);
    expect(parsed?.message).toHaveLength(1_000);
    expect(parsed?.stack.length).toBeLessThanOrEqual(8_000);
  });

  it.each(['', 'Something went wrong', [], 42, null, '["', '{"a":1}'])(
    'is not seen in %j',
    nothing => {
      expect(parseThrowable(nothing)).toBeUndefined();
    },
  );
});

describe('an exception record', () => {
  const AT_MS = Date.parse('2026-11-22T14:02:11Z');

  it('is redacted, message and stack', () => {
    const record = exceptionRecordOf({
      atMs: AT_MS,
      throwable:
        'com.acme.Bad: cannot parse {"name":"Jane"}\n\tat com.acme.TokenParser.parse(TokenParser.java:87)',
      task: 'parse (3/8)#12',
      taskManager: '10.0.3.17:6122-ab12',
      source: 'CloudWatch Logs',
    });

    expect(JSON.stringify(record)).not.toMatch(/Jane|10\.0\.3/);
    expect(record).toMatchObject({
      at: '2026-11-22T14:02:11.000Z',
      exceptionClass: 'com.acme.Bad',
      message: 'cannot parse [data hidden, 15 characters]',
      stack: expect.stringContaining('(TokenParser.java:87)'),
      task: 'parse (3/8)',
      taskManager: '[address hidden]:6122-ab12',
    });
  });

  it('takes the name that stands beside a text without one', () => {
    expect(
      exceptionRecordOf({
        atMs: AT_MS,
        throwable: 'gone',
        exceptionClass: 'com.acme.Gone',
        task: null,
        taskManager: '(unassigned)',
        source: 'Flink REST',
      }),
    ).toEqual({
      kind: 'exception',
      at: '2026-11-22T14:02:11.000Z',
      exceptionClass: 'com.acme.Gone',
      message: 'gone',
      source: 'Flink REST',
    });
  });

  it('is not made of nothing', () => {
    expect(
      exceptionRecordOf({ atMs: AT_MS, throwable: '', source: 'Flink REST' }),
    ).toBeUndefined();
  });
});
