import {
  NEW_JOB_PATTERNS,
  type DataSink,
  type DataSource,
} from '@flink-portal/backstage-plugin-flink-common';

/** Whether a field asks for where a job reads or where it writes. */
export type EndpointRole = 'source' | 'sink';

/** Every kind of source and sink. @public */
export type EndpointKind = DataSource['kind'] | DataSink['kind'];

/**
 * A source or sink while it is being typed: the kind, and texts and switches by the name of their input.
 *
 * @public
 */
export type EndpointDraft = { readonly kind?: EndpointKind } & Readonly<
  Record<string, string | boolean | undefined>
>;

/** One input of a kind. */
export interface EndpointInput {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'switch' | 'choice';
  readonly help?: string;
  readonly placeholder?: string;
  readonly pattern?: keyof typeof NEW_JOB_PATTERNS;
  readonly choices?: readonly string[];
}

/** What is asked about a kind, and which catalog entities stand for it. */
export interface EndpointKindForm {
  readonly label: string;
  readonly inputs: readonly EndpointInput[];
  /** `spec.type` of Resource entities. */
  readonly entityTypes: readonly string[];
}

const streamArn: EndpointInput = {
  name: 'streamArn',
  label: 'Stream ARN',
  type: 'text',
  pattern: 'kinesisStreamArn',
  placeholder: 'arn:aws:kinesis:us-east-1:111122223333:stream/orders',
  help: 'Of the first environment; later ones use the same name in their own account.',
};
const clusterArn: EndpointInput = {
  name: 'clusterArn',
  label: 'MSK cluster ARN',
  type: 'text',
  pattern: 'mskClusterArn',
  placeholder: 'arn:aws:kafka:us-east-1:111122223333:cluster/events/…',
  help: 'Of the first environment. The job is put into the VPC.',
};
const topic: EndpointInput = {
  name: 'topic',
  label: 'Topic',
  type: 'text',
  pattern: 'kafkaTopic',
};
const uri: EndpointInput = {
  name: 'uri',
  label: 'Bucket and prefix',
  type: 'text',
  pattern: 's3Uri',
  placeholder: 's3://bucket/prefix',
};

const KINDS: Record<
  EndpointKind,
  Omit<EndpointKindForm, 'inputs'> & {
    readonly source?: readonly EndpointInput[];
    readonly sink?: readonly EndpointInput[];
  }
> = {
  kinesis: {
    label: 'Kinesis Data Streams',
    entityTypes: ['kinesis-stream'],
    source: [
      streamArn,
      {
        name: 'enhancedFanOut',
        label: 'Enhanced fan-out',
        type: 'switch',
        help: 'A throughput of its own, for a price. Of use with more than two consumers or when results are due within a second.',
      },
    ],
    sink: [streamArn],
  },
  msk: {
    label: 'Kafka on MSK',
    entityTypes: ['kafka-topic'],
    source: [clusterArn, topic],
    sink: [
      clusterArn,
      topic,
      {
        name: 'exactlyOnce',
        label: 'Exactly once',
        type: 'switch',
        help: 'In transactions: readers see records after the next checkpoint, and must read committed records only.',
      },
    ],
  },
  s3: {
    label: 'Files on S3',
    entityTypes: ['s3-prefix', 's3-bucket'],
    source: [
      {
        ...uri,
        help: 'Everything under the prefix is listed again and again: put the date into it.',
      },
      {
        name: 'format',
        label: 'Format',
        type: 'choice',
        choices: ['json', 'csv'],
      },
    ],
    sink: [
      { ...uri, help: 'Files appear with each checkpoint.' },
      {
        name: 'format',
        label: 'Format',
        type: 'choice',
        choices: ['parquet', 'json'],
      },
    ],
  },
  iceberg: {
    label: 'Iceberg table on Glue',
    entityTypes: ['iceberg-table'],
    sink: [
      {
        name: 'database',
        label: 'Glue database',
        type: 'text',
        pattern: 'glueName',
      },
      { name: 'table', label: 'Table', type: 'text', pattern: 'glueName' },
      {
        name: 'warehouse',
        label: 'Warehouse',
        type: 'text',
        pattern: 's3Uri',
        placeholder: 's3://bucket/warehouse',
        help: 'Rows appear with each checkpoint. Small files want a compaction job.',
      },
    ],
  },
  firehose: {
    label: 'Firehose',
    entityTypes: ['firehose-stream'],
    sink: [
      {
        name: 'deliveryStreamArn',
        label: 'Firehose stream ARN',
        type: 'text',
        pattern: 'firehoseArn',
        placeholder:
          'arn:aws:firehose:us-east-1:111122223333:deliverystream/alerts',
      },
    ],
  },
};

/** What is asked about a kind in a role; undefined where the kind cannot play it. */
export function kindForm(
  kind: EndpointKind,
  role: EndpointRole,
): EndpointKindForm | undefined {
  const { label, entityTypes, [role]: inputs } = KINDS[kind];
  return inputs ? { label, entityTypes, inputs } : undefined;
}
