import type { DataSink, DataSource } from './DataEndpoint';
import type { PlannedResource, PlannedSink, PlannedSource } from './JobPlan';

/** Region and account an ARN names, and what it names. */
export interface ArnParts {
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Takes an ARN apart; undefined when it is none. */
export function arnParts(arn: string): ArnParts | undefined {
  const match = /^arn:aws[a-z-]*:[a-z0-9-]+:([^:]+):(\d{12}):(.+)$/.exec(arn);
  return match
    ? { region: match[1], accountId: match[2], resource: match[3] }
    : undefined;
}

/** The ARN of a source or sink; undefined for buckets and tables, which have no place in their name. */
export function arnOf(endpoint: DataSource | DataSink): string | undefined {
  switch (endpoint.kind) {
    case 'kinesis':
      return endpoint.streamArn;
    case 'msk':
      return endpoint.clusterArn;
    case 'firehose':
      return endpoint.deliveryStreamArn;
    default:
      return undefined;
  }
}

/** The same stream in another account or region, where names are the same in all; see {@link staysOpen}. */
export function movedTo(
  arn: string,
  place: { readonly region: string; readonly accountId: string },
): string {
  return arn.replace(
    /^(arn:aws[a-z-]*:[a-z0-9-]+):[^:]+:\d{12}:/,
    `$1:${place.region}:${place.accountId}:`,
  );
}

/** What of an endpoint cannot be known for a second environment, as a sentence for its owner. */
export function staysOpen(
  endpoint: DataSource | DataSink,
  role: 'source' | 'sink',
  environment: string,
): string | undefined {
  switch (endpoint.kind) {
    case 'msk':
      return `The ARN of the MSK cluster that is the ${role} in ${environment}: it holds an id that differs by cluster.`;
    case 's3':
      return `The bucket that is the ${role} in ${environment}: bucket names are unique in all of AWS.`;
    case 'iceberg':
      return `The warehouse bucket of the ${role} in ${environment}: bucket names are unique in all of AWS.`;
    default:
      return undefined;
  }
}

/** A source with its ARN or URI taken apart. */
export function plannedSource(source: DataSource, job: string): PlannedSource {
  switch (source.kind) {
    case 'kinesis':
      return {
        kind: 'kinesis',
        streamArn: source.streamArn,
        streamName: lastPart(source.streamArn),
        enhancedFanOut: source.enhancedFanOut,
      };
    case 'msk':
      return {
        kind: 'msk',
        ...clusterParts(source.clusterArn),
        topic: source.topic,
        consumerGroup: job,
      };
    default:
      return {
        kind: 's3',
        uri: source.uri,
        ...s3Parts(source.uri),
        format: source.format,
      };
  }
}

/** A sink with its ARN or URI taken apart. */
export function plannedSink(sink: DataSink): PlannedSink {
  switch (sink.kind) {
    case 'kinesis':
      return {
        kind: 'kinesis',
        streamArn: sink.streamArn,
        streamName: lastPart(sink.streamArn),
      };
    case 'msk':
      return {
        kind: 'msk',
        ...clusterParts(sink.clusterArn),
        topic: sink.topic,
        exactlyOnce: sink.exactlyOnce,
      };
    case 's3':
      return {
        kind: 's3',
        uri: sink.uri,
        ...s3Parts(sink.uri),
        format: sink.format,
      };
    case 'iceberg':
      return {
        kind: 'iceberg',
        database: sink.database,
        table: sink.table,
        warehouse: sink.warehouse,
        ...s3Parts(sink.warehouse),
      };
    default:
      return {
        kind: 'firehose',
        deliveryStreamArn: sink.deliveryStreamArn,
        deliveryStreamName: lastPart(sink.deliveryStreamArn),
      };
  }
}

/** The catalog entity that stands for an endpoint nobody picked from the catalog. */
export function plannedResource(
  endpoint: PlannedSource | PlannedSink,
): PlannedResource {
  switch (endpoint.kind) {
    case 'kinesis':
      return {
        name: entityName('kinesis', endpoint.streamName),
        type: 'kinesis-stream',
        description: `Kinesis stream ${endpoint.streamName}`,
      };
    case 'msk':
      return {
        name: entityName('kafka', endpoint.topic),
        type: 'kafka-topic',
        description: `Topic ${endpoint.topic} on ${endpoint.clusterName}`,
      };
    case 's3':
      return {
        name: entityName('s3', endpoint.bucket, endpoint.prefix),
        type: 's3-prefix',
        description: `Objects at ${endpoint.uri}`,
      };
    case 'iceberg':
      return {
        name: entityName('iceberg', endpoint.database, endpoint.table),
        type: 'iceberg-table',
        description: `Iceberg table ${endpoint.database}.${endpoint.table}`,
      };
    default:
      return {
        name: entityName('firehose', endpoint.deliveryStreamName),
        type: 'firehose-stream',
        description: `Firehose stream ${endpoint.deliveryStreamName}`,
      };
  }
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function clusterParts(clusterArn: string) {
  const [, clusterName, clusterUuid] = clusterArn.split('/');
  return { clusterArn, clusterName, clusterUuid };
}

function s3Parts(uri: string) {
  const [bucket, ...prefix] = uri.replace(/^s3:\/\//, '').split('/');
  return { bucket, prefix: prefix.filter(part => part !== '').join('/') };
}

/** Entity names: letters, digits, dash, underscore and dot, 63 at most. */
function entityName(...parts: string[]): string {
  return parts
    .filter(part => part !== '')
    .join('-')
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .slice(0, 63)
    .replace(/[^a-zA-Z0-9]+$/, '');
}
