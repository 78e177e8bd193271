import type { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';

/** What a call that AWS took says of itself. */
export interface CallTaken {
  /** Absent for snapshots, which have no operation. */
  readonly operationId?: string;
  /** The version an update made. */
  readonly versionId?: number;
}

/** One call to AWS that changes something, complete but not made. */
export interface ManagedCall {
  /** `UpdateApplication`. */
  readonly operation: string;
  /** As it goes over the wire. */
  readonly input: object;
  send(
    client: KinesisAnalyticsV2Client,
    options: { abortSignal: AbortSignal },
  ): Promise<CallTaken>;
}

/** The IAM action of a call. */
export function iamActionOf({
  operation,
}: Pick<ManagedCall, 'operation'>): string {
  return `kinesisanalytics:${operation}`;
}
