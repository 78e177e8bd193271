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
        /**
         * False: the portal changes nothing in this account, whatever its credentials allow. Default: true,
         * so that the credentials decide. Actions also need `flink.lifecycle.enabled`.
         */
        lifecycle?: boolean;
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
      /** What AWS bills, for the cost an action adds or saves. Default: AWS's list price of us-east-1. */
      pricing?: {
        /** US dollars per KPU and hour. Default: 0.11. */
        kpuHourUsd?: number;
        /** US dollars per GB and month of running application storage (50 GB per KPU). Default: 0.10. */
        storageGbMonthUsd?: number;
        /** By region, where it differs. */
        regions?: {
          [region: string]: { kpuHourUsd?: number; storageGbMonthUsd?: number };
        };
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
