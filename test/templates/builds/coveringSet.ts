// Which of the combinations of line × target × source × sink × format are built: on each line every source and every
// sink with every format and option, both targets, and Java 11 as well as 17. Pairs of source and sink share no code
// but Pipeline, so that a source need not be built with every sink.
import type { RealFlinkLine } from '../../real-flink';

/** Languages that jobs are generated in. */
export const LANGUAGES = ['java', 'sql', 'python'] as const;

/** A language that jobs are generated in. */
export type Language = (typeof LANGUAGES)[number];

/** A repository to generate and build. */
export interface BuildCase {
  readonly language: Language;
  readonly line: RealFlinkLine;
  /** The example it changes. */
  readonly example: string;
  /** Line, target, source and sink. */
  readonly name: string;
  /** The fields of the form that it changes. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether CI builds it. */
  readonly sampled: boolean;
  /** Factories of tables that connectors bring, which the jar must name, all of them. */
  readonly factories: readonly string[];
}

const LINES: readonly RealFlinkLine[] = ['2.2', '1.20'];

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

const FACTORIES: Readonly<Record<string, string>> = {
  msk: 'KafkaDynamicTableFactory',
  exactlyOnce: 'KafkaDynamicTableFactory',
  parquet: 'ParquetFileFormatFactory',
  iceberg: 'FlinkDynamicTableFactory',
};

const pairs = [
  ['managed', 'json', 'parquet'],
  ['eks', 'csv', 'json'],
  ['managed', 'msk', 'iceberg'],
  ['eks', 'msk', 'exactlyOnce'],
  ['eks', 'json', 'msk'],
  ['managed', 'kinesis', 'kinesis'],
  ['eks', 'fanOut', 'firehose'],
] as const;

/**
 * What CI builds of it: each language on both lines and for both targets, and each connector that a Maven repository
 * without those of AWS has. On a line Python is built for one target only, so that CI makes one environment of each
 * line.
 */
const sample: Readonly<Record<Language, readonly string[]>> = {
  java: ['2.2 eks msk → exactlyOnce', '1.20 managed json → parquet'],
  sql: ['2.2 managed msk → iceberg', '1.20 eks csv → json'],
  python: ['2.2 eks msk → exactlyOnce', '1.20 managed json → parquet'],
};

/** All of it. */
export const coveringSet: readonly BuildCase[] = LANGUAGES.flatMap(language =>
  LINES.flatMap(line =>
    pairs.map(([target, source, sink]) => {
      const name = `${line} ${target} ${source} → ${sink}`;
      return {
        language,
        line,
        example: `${target}-${language}`,
        name,
        fields: {
          flinkVersion: line,
          source: sources[source],
          sink: sinks[sink],
        },
        sampled: sample[language].includes(name),
        factories: [source, sink].flatMap(kind => FACTORIES[kind] ?? []),
      };
    }),
  ),
);
