import { NEW_JOB_PATTERNS } from '@flink-portal/backstage-plugin-flink-common';

type Pattern = keyof typeof NEW_JOB_PATTERNS;

const KINESIS = 'arn:aws:kinesis:us-east-1:444455556666:stream/';
const MSK = 'arn:aws:kafka:eu-west-1:111122223333:cluster/';
const FIREHOSE = 'arn:aws:firehose:us-east-1:444455556666:deliverystream/';
const UUID = '6a5b4c3d-1111-2222-3333-444455556666';

const EXAMPLES: Record<Pattern, { yes: string[]; no: string[] }> = {
  name: {
    yes: ['abc', 'orders-enricher', 'a1b', `a${'b'.repeat(39)}`],
    no: [
      '',
      'ab',
      'Orders',
      '1abc',
      'abc-',
      '-abc',
      'a_b',
      'a.b',
      'a b c',
      'abc\n',
      `a${'b'.repeat(40)}`,
    ],
  },
  javaPackage: {
    yes: ['com.example', 'com.example.orders_v1', 'a.b1'],
    no: [
      'com',
      'Com.example',
      'com..example',
      'com.1a',
      'com.example.',
      'a-b.c',
    ],
  },
  kinesisStreamArn: {
    yes: [
      `${KINESIS}orders`,
      'arn:aws-us-gov:kinesis:us-gov-west-1:444455556666:stream/a.b_c-1',
      'arn:aws-cn:kinesis:cn-north-1:444455556666:stream/a',
    ],
    no: [
      'orders',
      KINESIS,
      `${KINESIS}a b`,
      `${KINESIS}${'a'.repeat(129)}`,
      'arn:aws:kinesis:us-east-1:1234:stream/orders',
      'arn:aws:kinesis::444455556666:stream/orders',
      'arn:aws:firehose:us-east-1:444455556666:stream/orders',
      `${KINESIS}orders/consumer/a:1`,
    ],
  },
  mskClusterArn: {
    yes: [`${MSK}events/${UUID}-7`, `${MSK}events/${UUID}-s1`],
    no: [
      `${MSK}events`,
      `${MSK}events/${UUID}`,
      `${MSK}events/not-an-id-7`,
      `${MSK}/${UUID}-7`,
      `arn:aws:kafka:eu-west-1:111122223333:topic/events/${UUID}-7/orders`,
    ],
  },
  kafkaTopic: {
    yes: ['orders', 'a.b_c-1', '...', 'A'.repeat(249)],
    no: ['', '.', '..', 'a b', 'a/b', 'ä', 'A'.repeat(250)],
  },
  s3Uri: {
    yes: [
      's3://lake',
      's3://lake/',
      's3://my.lake-1/a/b=c/d',
      's3://lake/a!_.*()-',
    ],
    no: [
      'lake',
      's3://',
      's3://ab',
      's3://Lake/a',
      's3://-lake/a',
      's3://lake-/a',
      's3://lake/a b',
      'https://lake/a',
      's3://lake/a?b',
    ],
  },
  firehoseArn: {
    yes: [`${FIREHOSE}alerts`, `${FIREHOSE}${'a'.repeat(64)}`],
    no: ['alerts', FIREHOSE, `${FIREHOSE}a/b`, `${FIREHOSE}${'a'.repeat(65)}`],
  },
  glueName: {
    yes: ['lake', 'a_1', '1'],
    no: ['', 'Lake', 'a-b', 'a.b', 'a b', 'a'.repeat(256)],
  },
  namespace: {
    yes: ['a', 'analytics', 'a-1', 'a'.repeat(63)],
    no: ['', 'Analytics', '-a', 'a-', 'a_b', 'a.b', 'a'.repeat(64)],
  },
};

const cases = (which: 'yes' | 'no') =>
  (Object.keys(EXAMPLES) as Pattern[]).flatMap(pattern =>
    EXAMPLES[pattern][which].map((text): [Pattern, string] => [pattern, text]),
  );

// As forms and the server compile them; what unicode mode does not know throws here.
const matches = (pattern: Pattern, text: string) =>
  new RegExp(NEW_JOB_PATTERNS[pattern], 'u').test(text);

test.each(cases('yes'))('%s takes %j', (pattern, text) => {
  expect(matches(pattern, text)).toBe(true);
});

test.each(cases('no'))('%s does not take %j', (pattern, text) => {
  expect(matches(pattern, text)).toBe(false);
});
