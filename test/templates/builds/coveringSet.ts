// Which of the combinations of line × target × source × sink × format are built: on each line every source and every
// sink with every format and option, both targets, and Java 11 as well as 17. Pairs of source and sink share no code
// but Pipeline, so that a source need not be built with every sink.
const kinesis = {
  kind: 'kinesis',
  streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/orders',
};
const cluster =
  'arn:aws:kafka:us-east-1:444455556666:cluster/events/6a5b4c3d-1111-2222-3333-444455556666-7';

const sources = {
  kinesis,
  fanOut: { ...kinesis, enhancedFanOut: true },
  msk: { kind: 'msk', clusterArn: cluster, topic: 'clicks' },
  json: { kind: 's3', uri: 's3://example-raw/events', format: 'json' },
  csv: { kind: 's3', uri: 's3://example-raw/events', format: 'csv' },
};
const sinks = {
  kinesis: {
    kind: 'kinesis',
    streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/totals',
  },
  msk: { kind: 'msk', clusterArn: cluster, topic: 'totals' },
  exactlyOnce: {
    kind: 'msk',
    clusterArn: cluster,
    topic: 'totals',
    exactlyOnce: true,
  },
  parquet: { kind: 's3', uri: 's3://example-lake/totals', format: 'parquet' },
  json: { kind: 's3', uri: 's3://example-lake/totals', format: 'json' },
  iceberg: {
    kind: 'iceberg',
    database: 'analytics',
    table: 'totals',
    warehouse: 's3://example-lake/warehouse',
  },
  firehose: {
    kind: 'firehose',
    deliveryStreamArn:
      'arn:aws:firehose:us-east-1:444455556666:deliverystream/totals',
  },
};

const pairs = [
  ['managed', 'json', 'parquet'],
  ['eks', 'csv', 'json'],
  ['managed', 'msk', 'iceberg'],
  ['eks', 'msk', 'exactlyOnce'],
  ['eks', 'json', 'msk'],
  ['managed', 'kinesis', 'kinesis'],
  ['eks', 'fanOut', 'firehose'],
];

/** What CI builds of it: each language on both lines and both targets, and each kind of jar at least once. */
const sample = {
  java: [
    '2.2 managed json → parquet',
    '2.2 eks msk → exactlyOnce',
    '1.20 eks csv → json',
  ],
  sql: ['2.2 managed msk → iceberg', '1.20 eks csv → json'],
};

/**
 * Older patches of a line to build with where a Maven repository lacks a part of the one that the standards name, the
 * newest first. A patch changes no API, so the tests then still say what they would of the newer one.
 */
export const olderPatches = {
  2.2: ['2.2.0'],
  '1.20': ['1.20.3', '1.20.1'],
};

/**
 * Each with a name, the example it changes, and the fields of the form it changes.
 *
 * @param {'java' | 'sql'} language
 */
export function coveringSetOf(language) {
  return ['2.2', '1.20'].flatMap(line =>
    pairs.map(([target, source, sink]) => ({
      name: `${line} ${target} ${source} → ${sink}`,
      language,
      line,
      sampled: sample[language].includes(
        `${line} ${target} ${source} → ${sink}`,
      ),
      example: `${target}-${language}`,
      fields: {
        flinkVersion: line,
        source: sources[source],
        sink: sinks[sink],
      },
    })),
  );
}

/** The set for Java. */
export const coveringSet = coveringSetOf('java');
