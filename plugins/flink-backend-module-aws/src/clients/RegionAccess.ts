import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import type { Limit } from 'p-limit';
import type { ScannedRegion } from '../config/ManagedConfig';

/** What a call needs from whoever asked for it. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** Counts a call, with its price in US dollars where it has one. */
  count(operation: string, usd?: number): void;
}

/** The SDK clients of one account and region, and the gate all calls to it pass. */
export class RegionAccess {
  constructor(
    readonly region: ScannedRegion,
    readonly analytics: KinesisAnalyticsV2Client,
    /** For calls that change something: it never repeats one by itself. */
    readonly writes: KinesisAnalyticsV2Client,
    readonly cloudWatch: CloudWatchClient,
    readonly logs: CloudWatchLogsClient,
    private readonly limit: Limit,
  ) {}

  /**
   * Makes one call: waits for its turn, counts it, hands on the abort signal.
   *
   * @param operation - IAM action, for example `kinesisanalytics:ListApplications`
   * @throws what the SDK throws; the signal's reason when it was aborted before its turn
   */
  call<T>(
    operation: string,
    context: CallContext,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
    usd?: number,
  ): Promise<T> {
    return this.limit(() => {
      context.signal.throwIfAborted();
      context.count(operation, usd);
      return send({ abortSignal: context.signal });
    });
  }
}
