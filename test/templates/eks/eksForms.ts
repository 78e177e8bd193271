import { exampleForm } from '../planExample';

const AT = { region: 'us-east-1', account: '444455556666' };
const CLUSTER_ARN = `arn:aws:kafka:${AT.region}:${AT.account}:cluster/events/0123abcd-0123-4567-89ab-0123456789ab-7`;

/** Each kind of source, with each answer that changes its rights or its properties. */
const SOURCES = {
  kinesis: { kind: 'kinesis', streamArn: stream('orders') },
  fanOut: {
    kind: 'kinesis',
    streamArn: stream('orders'),
    enhancedFanOut: true,
  },
  msk: { kind: 'msk', clusterArn: CLUSTER_ARN, topic: 'orders' },
  s3: { kind: 's3', uri: 's3://example-lake/orders' },
  wholeBucket: { kind: 's3', uri: 's3://example-orders', format: 'csv' },
} as const;

/** Each kind of sink, likewise. */
const SINKS = {
  kinesis: { kind: 'kinesis', streamArn: stream('enriched') },
  msk: { kind: 'msk', clusterArn: CLUSTER_ARN, topic: 'enriched' },
  mskExactlyOnce: {
    kind: 'msk',
    clusterArn: CLUSTER_ARN,
    topic: 'enriched',
    exactlyOnce: true,
  },
  s3: { kind: 's3', uri: 's3://example-lake/enriched' },
  iceberg: {
    kind: 'iceberg',
    database: 'orders',
    table: 'enriched',
    warehouse: 's3://example-warehouse/flink',
  },
  firehose: {
    kind: 'firehose',
    deliveryStreamArn: `arn:aws:firehose:${AT.region}:${AT.account}:deliverystream/enriched`,
  },
} as const;

export type SourceName = keyof typeof SOURCES;
export type SinkName = keyof typeof SINKS;

/** A form of the matrix, with a name for people and folders. */
export interface EksCase {
  readonly name: string;
  readonly form: Record<string, unknown>;
}

/** A form for EKS with a source and a sink; all else as in the example, unless changed. */
export function eksForm(
  source: SourceName,
  sink: SinkName,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ...exampleForm('eks-java'),
    name: 'orders-enricher',
    source: SOURCES[source],
    sink: SINKS[sink],
    ...changes,
  };
}

/**
 * Every source with every sink. Language, line, criticality, owner and autoscaling take turns, so that each of
 * them meets each source and each sink; all combinations of them would take a test of minutes for no new line.
 */
export function eksCases(): EksCase[] {
  const sources = Object.keys(SOURCES) as SourceName[];
  const sinks = Object.keys(SINKS) as SinkName[];
  return sources.flatMap((source, row) =>
    sinks.map((sink, column) => {
      const language = ['java', 'sql', 'python'][(row + column) % 3];
      const flinkVersion = ['2.2', '1.20'][(row + (column >> 1)) % 2];
      return {
        name: [language, flinkVersion, source, sink].join('-'),
        form: eksForm(source, sink, {
          language,
          flinkVersion,
          criticality: ['tier1', 'tier2', 'tier3'][(row + 2 * column) % 3],
          owner: ['group:default/orders', 'user:default/ada'][row % 2],
          autoscaling: column % 2 === 0,
          ...(row === column ? { environments: ['staging'] } : {}),
        }),
      };
    }),
  );
}

function stream(name: string): string {
  return `arn:aws:kinesis:${AT.region}:${AT.account}:stream/${name}`;
}
