import { exampleForm } from '../planExample';

/** A form of the matrix, with a name for people. */
export interface ManagedCase {
  readonly name: string;
  readonly form: Record<string, unknown>;
}

const PRODUCTION = '111122223333';
const STAGING = '444455556666';
const CLUSTER = 'cluster/events/0123abcd-0123-4567-89ab-0123456789ab-7';

function sources(account: string): Record<string, Record<string, unknown>> {
  return {
    polling: {
      kind: 'kinesis',
      streamArn: `arn:aws:kinesis:us-east-1:${account}:stream/orders`,
    },
    fanOut: {
      kind: 'kinesis',
      streamArn: `arn:aws:kinesis:us-east-1:${account}:stream/orders`,
      enhancedFanOut: true,
    },
    msk: {
      kind: 'msk',
      clusterArn: `arn:aws:kafka:us-east-1:${account}:${CLUSTER}`,
      topic: 'orders',
    },
    s3: { kind: 's3', uri: 's3://example-lake/orders', format: 'json' },
    wholeBucket: { kind: 's3', uri: 's3://example-orders', format: 'csv' },
  };
}

function sinks(account: string): Record<string, Record<string, unknown>> {
  return {
    kinesis: {
      kind: 'kinesis',
      streamArn: `arn:aws:kinesis:us-east-1:${account}:stream/enriched`,
    },
    msk: {
      kind: 'msk',
      clusterArn: `arn:aws:kafka:us-east-1:${account}:${CLUSTER}`,
      topic: 'enriched',
    },
    mskExactlyOnce: {
      kind: 'msk',
      clusterArn: `arn:aws:kafka:us-east-1:${account}:${CLUSTER}`,
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
      deliveryStreamArn: `arn:aws:firehose:us-east-1:${account}:deliverystream/enriched`,
    },
  };
}

/** Where a job runs: outside a VPC, inside, or inside with the platform's own key. */
export const PLACES = ['open', 'network', 'restricted'] as const;

/** One form for a source, sink, line and place. Only production has a key of its own. */
export function managedForm(
  source: string,
  sink: string,
  flinkVersion: string,
  place: (typeof PLACES)[number],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const restricted = place === 'restricted';
  const account = restricted ? PRODUCTION : STAGING;
  return {
    ...exampleForm('managed-java'),
    environments: restricted ? ['production'] : ['staging', 'production'],
    dataClassification: restricted ? 'restricted' : 'internal',
    network: place === 'network',
    source: sources(account)[source],
    sink: sinks(account)[sink],
    flinkVersion,
    ...changes,
  };
}

/** Every source with every sink on both lines; place, criticality, language and scaling take turns. */
export function managedCases(): ManagedCase[] {
  const found: ManagedCase[] = [];
  for (const flinkVersion of ['2.2', '1.20']) {
    for (const source of Object.keys(sources(STAGING))) {
      for (const sink of Object.keys(sinks(STAGING))) {
        const turn = found.length;
        const place = PLACES[(turn + Math.floor(turn / 6)) % PLACES.length];
        found.push({
          name: [source, sink, flinkVersion, place].join('-'),
          form: managedForm(source, sink, flinkVersion, place, {
            criticality: ['tier1', 'tier2', 'tier3'][Math.floor(turn / 3) % 3],
            language: ['java', 'sql', 'python'][Math.floor(turn / 2) % 3],
            autoscaling: Math.floor(turn / 3) % 2 === 0,
          }),
        });
      }
    }
  }
  return found;
}
