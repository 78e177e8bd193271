import type { HumanDuration } from '@backstage/types';

export interface Config {
  flink?: {
    /** Amazon Managed Service for Apache Flink. Credentials stay in `aws`. */
    aws?: {
      /** What is scanned: every region of every account is one source. */
      accounts?: Array<{
        /** Twelve digits, in quotes. */
        accountId: string;
        /** At least one, for example `eu-west-1`. */
        regions: string[];
        /** How people call the account; shown beside its number. */
        name?: string;
      }>;
      /** URLs that replace AWS's own endpoints: a VPC endpoint, a proxy. */
      endpoints?: {
        kinesisAnalytics?: string;
        cloudWatch?: string;
        cloudWatchLogs?: string;
      };
      /** How often the state is read. Default: 60 seconds. */
      pollInterval?: HumanDuration | string;
      metrics?: {
        /** Whether metrics are read at all; CloudWatch bills them. Default: true. */
        enabled?: boolean;
        /** How often a steady application's metrics are read. Default: 5 minutes. */
        steadyCadence?: HumanDuration | string;
        /**
         * How often metrics are read while an application changes, is not healthy or is open in
         * somebody's browser. Default: 60 seconds.
         */
        closeCadence?: HumanDuration | string;
        /** US dollars per calendar month (UTC) for GetMetricData. Default: no limit. */
        monthlyBudgetUsd?: number;
      };
      redaction?: {
        /**
         * What of the runtime properties is hidden: values that look secret, every value, or nothing.
         * Default: `secrets`.
         */
        properties?: 'secrets' | 'all' | 'none';
        /** Property keys whose value is always hidden; upper and lower case are the same. */
        extraKeys?: string[];
      };
    };
  };
}
