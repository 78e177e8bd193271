import type {
  JobPlan,
  PlannedEnvironment,
  PlannedSink,
  PlannedSource,
} from '@flink-portal/backstage-plugin-flink-common';

/** Properties of one group, as the job reads them. */
export type Properties = Readonly<Record<string, string>>;

/** Brokers of the MSK clusters of a job, which no plan knows. */
export interface BootstrapServers {
  readonly source?: string;
  readonly sink?: string;
}

// At most what brokers allow by default, and longer than an interval and the longest outage.
const TRANSACTION_TIMEOUT_MS = 900_000;

/**
 * What a job is told at its start. It is the same as a job's own repository deploys
 * (`templates/layers/managed/infra/20-application.yaml.njk`), because the same code reads it; a test compares the two.
 */
export function propertyGroups(
  plan: Pick<JobPlan, 'name' | 'language' | 'size'>,
  { source, sink }: Pick<PlannedEnvironment, 'source' | 'sink'>,
  brokers: BootstrapServers,
): Readonly<Record<string, Properties>> {
  return {
    Source: sourceProperties(source, plan.name, brokers.source),
    Sink: sinkProperties(sink, plan.name, brokers.sink),
    // Part of the job's state: never changed once the job has any.
    Job: { 'parallelism.max': String(plan.size.maxParallelism) },
    ...(plan.language === 'python'
      ? {
          'kinesis.analytics.flink.run.options': {
            python: 'main.py',
            jarfile: 'lib/pyflink-dependencies.jar',
          },
        }
      : {}),
  };
}

function sourceProperties(
  source: PlannedSource,
  job: string,
  brokers = '',
): Properties {
  const { kind } = source;
  switch (source.kind) {
    case 'kinesis':
      return {
        kind,
        'stream.arn': source.streamArn,
        'aws.region': regionOf(source.streamArn),
        'reader.type': source.enhancedFanOut ? 'EFO' : 'POLLING',
        ...(source.enhancedFanOut ? { 'efo.consumer.name': job } : {}),
        'initial.position': 'LATEST',
      };
    case 'msk':
      return {
        kind,
        'bootstrap.servers': brokers,
        topic: source.topic,
        'group.id': source.consumerGroup,
        'security.protocol': 'SASL_SSL',
      };
    default:
      return { kind, uri: folderOf(source), format: source.format };
  }
}

function sinkProperties(
  sink: PlannedSink,
  job: string,
  brokers = '',
): Properties {
  const { kind } = sink;
  switch (sink.kind) {
    case 'kinesis':
      return {
        kind,
        'stream.arn': sink.streamArn,
        'aws.region': regionOf(sink.streamArn),
      };
    case 'msk':
      return {
        kind,
        'bootstrap.servers': brokers,
        topic: sink.topic,
        'delivery.guarantee': sink.exactlyOnce
          ? 'exactly-once'
          : 'at-least-once',
        'transactional.id.prefix': job,
        'transaction.timeout.ms': String(TRANSACTION_TIMEOUT_MS),
        'security.protocol': 'SASL_SSL',
      };
    case 'firehose':
      return {
        kind,
        'stream.name': sink.deliveryStreamName,
        'aws.region': regionOf(sink.deliveryStreamArn),
      };
    case 'iceberg':
      return {
        kind,
        database: sink.database,
        table: sink.table,
        warehouse: folderOf(sink),
      };
    default:
      return { kind, uri: folderOf(sink), format: sink.format };
  }
}

function regionOf(arn: string): string {
  return arn.split(':')[3];
}

/** With a slash at its end, so that it is no other prefix's beginning. */
function folderOf({
  bucket,
  prefix,
}: {
  readonly bucket: string;
  readonly prefix: string;
}): string {
  return `s3://${bucket}/${prefix ? `${prefix}/` : ''}`;
}
