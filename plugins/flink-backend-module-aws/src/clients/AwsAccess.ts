import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import pLimit from 'p-limit';
import type { ManagedConfig, ScannedRegion } from '../config/ManagedConfig';
import { RegionAccess } from './RegionAccess';

// AWS publishes no rates for this API, so few at once.
const CALLS_AT_ONCE = 3;
const MAX_ATTEMPTS = 4;
const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than a read's: giving up on a write leaves open whether it took effect. */
export const WRITE_TIMEOUT_MS = 20_000;
const USER_AGENT = 'backstage-flink';

/** Builds the clients of each account and region once. */
export class AwsAccess {
  private readonly regions = new Map<string, Promise<RegionAccess>>();

  constructor(
    private readonly credentials: AwsCredentialsManager,
    private readonly endpoints: ManagedConfig['endpoints'],
    private readonly writeTimeoutMs = WRITE_TIMEOUT_MS,
  ) {}

  /** @throws Error when the account has no credentials; the next call tries again */
  async region(region: ScannedRegion): Promise<RegionAccess> {
    const known = this.regions.get(region.sourceId);
    if (known) {
      return known;
    }
    const building = this.build(region);
    this.regions.set(region.sourceId, building);
    try {
      return await building;
    } catch (error) {
      this.regions.delete(region.sourceId);
      throw error;
    }
  }

  private async build(region: ScannedRegion): Promise<RegionAccess> {
    const { sdkCredentialProvider } =
      await this.credentials.getCredentialProvider({
        accountId: region.accountId,
      });
    const common = {
      region: region.region,
      credentials: sdkCredentialProvider,
      customUserAgent: USER_AGENT,
      retryMode: 'adaptive',
      maxAttempts: MAX_ATTEMPTS,
      requestHandler: new NodeHttpHandler({
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
      }),
    };
    const analytics = {
      ...common,
      ...(this.endpoints.kinesisAnalytics
        ? { endpoint: this.endpoints.kinesisAnalytics }
        : {}),
    };
    return new RegionAccess(
      region,
      new KinesisAnalyticsV2Client(analytics),
      new KinesisAnalyticsV2Client({
        ...analytics,
        retryMode: 'standard',
        // An answer that got lost may belong to a call that took effect.
        maxAttempts: 1,
        requestHandler: new NodeHttpHandler({
          connectionTimeout: CONNECTION_TIMEOUT_MS,
          requestTimeout: this.writeTimeoutMs,
          throwOnRequestTimeout: true,
          // A kept connection that the other side just closed looks like a lost answer.
          httpAgent: { keepAlive: false },
          httpsAgent: { keepAlive: false },
        }),
      }),
      new CloudWatchClient({
        ...common,
        ...(this.endpoints.cloudWatch
          ? { endpoint: this.endpoints.cloudWatch }
          : {}),
      }),
      new CloudWatchLogsClient({
        ...common,
        ...(this.endpoints.cloudWatchLogs
          ? { endpoint: this.endpoints.cloudWatchLogs }
          : {}),
      }),
      pLimit(CALLS_AT_ONCE),
    );
  }
}
