import { z } from 'zod';

// Source of the patterns: the services' API references. Written for RegExp's unicode mode, which forms use.
const REGION = '[a-z]{2}(-[a-z]+)+-\\d';

/** Patterns of what the form asks for, as JSON Schema and zod both take them. @public */
export const NEW_JOB_PATTERNS = {
  name: '^[a-z][a-z0-9-]{1,38}[a-z0-9]$',
  javaPackage: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+$',
  kinesisStreamArn: `^arn:aws[a-z-]*:kinesis:${REGION}:\\d{12}:stream/[a-zA-Z0-9_.-]{1,128}$`,
  mskClusterArn: `^arn:aws[a-z-]*:kafka:${REGION}:\\d{12}:cluster/[a-zA-Z0-9-]{1,64}/[a-f0-9-]{36}-s?\\d+$`,
  kafkaTopic: '^(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}$',
  s3Uri: '^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9!_.*()/=-]*)?$',
  firehoseArn: `^arn:aws[a-z-]*:firehose:${REGION}:\\d{12}:deliverystream/[a-zA-Z0-9._-]{1,64}$`,
  glueName: '^[a-z0-9_]{1,255}$',
  namespace: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
} as const;

const matching = (pattern: keyof typeof NEW_JOB_PATTERNS, what: string) =>
  z.string().regex(new RegExp(NEW_JOB_PATTERNS[pattern], 'u'), what);

/** A catalog entity that already stands for the stream, topic, bucket or table. */
const entityRef = z
  .string()
  .regex(/^[a-z]+:[^/]+\/[^/]+$/i, 'an entity ref as resource:default/orders')
  .optional();

const streamArn = matching(
  'kinesisStreamArn',
  'the ARN of a Kinesis stream: arn:aws:kinesis:<region>:<account>:stream/<name>',
);
const clusterArn = matching(
  'mskClusterArn',
  'the ARN of an MSK cluster: arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>',
);
const topic = matching(
  'kafkaTopic',
  'a topic of letters, digits, dot, dash and underscore',
);
const s3Uri = matching('s3Uri', 'a bucket and prefix as s3://bucket/prefix');

/** Where a job reads from, as the form gives it. @public */
export const dataSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('kinesis'),
    streamArn,
    /** Enhanced fan-out: a registered consumer with a throughput of its own. */
    enhancedFanOut: z.boolean().default(false),
    entityRef,
  }),
  z.strictObject({
    kind: z.literal('msk'),
    clusterArn,
    topic,
    entityRef,
  }),
  z.strictObject({
    kind: z.literal('s3'),
    uri: s3Uri,
    format: z.enum(['json', 'csv']).default('json'),
    entityRef,
  }),
]);

/** Where a job writes to, as the form gives it. @public */
export const dataSinkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kinesis'), streamArn, entityRef }),
  z.strictObject({
    kind: z.literal('msk'),
    clusterArn,
    topic,
    exactlyOnce: z.boolean().default(false),
    entityRef,
  }),
  z.strictObject({
    kind: z.literal('s3'),
    uri: s3Uri,
    format: z.enum(['parquet', 'json']).default('parquet'),
    entityRef,
  }),
  z.strictObject({
    kind: z.literal('iceberg'),
    database: matching(
      'glueName',
      'a Glue database of lower-case letters, digits and underscores',
    ),
    table: matching(
      'glueName',
      'a Glue table of lower-case letters, digits and underscores',
    ),
    warehouse: s3Uri,
    entityRef,
  }),
  z.strictObject({
    kind: z.literal('firehose'),
    deliveryStreamArn: matching(
      'firehoseArn',
      'the ARN of a Firehose stream: arn:aws:firehose:<region>:<account>:deliverystream/<name>',
    ),
    entityRef,
  }),
]);

/** @public */
export type DataSource = z.infer<typeof dataSourceSchema>;
/** @public */
export type DataSink = z.infer<typeof dataSinkSchema>;
