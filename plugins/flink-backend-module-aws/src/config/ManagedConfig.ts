/** How runtime properties are shown. */
export type PropertyRedaction = 'secrets' | 'all' | 'none';

/** One account and region that is scanned. */
export interface ScannedRegion {
  /** `managed:<account>/<region>`. */
  readonly sourceId: string;
  readonly accountId: string;
  readonly region: string;
  /** How people call the account. */
  readonly accountName?: string;
  /** False where the portal may only read, whatever its credentials allow. */
  readonly lifecycle?: false;
}

/** What AWS bills for a running application. */
export interface ManagedPrice {
  /** US dollars per KPU and hour. */
  readonly kpuHourUsd: number;
  /** US dollars per GB and month of running application storage. */
  readonly storageGbMonthUsd: number;
}

/** `flink.aws`, read and checked. */
export interface ManagedConfig {
  readonly scope: readonly ScannedRegion[];
  readonly endpoints: {
    readonly kinesisAnalytics?: string;
    readonly cloudWatch?: string;
    readonly cloudWatchLogs?: string;
  };
  readonly pollIntervalMs: number;
  readonly metrics: {
    readonly enabled: boolean;
    readonly steadyCadenceMs: number;
    readonly closeCadenceMs: number;
    readonly monthlyBudgetUsd?: number;
  };
  readonly pricing: {
    readonly everywhere: ManagedPrice;
    /** By region, where it differs. */
    readonly regions: Readonly<Record<string, ManagedPrice>>;
    /** Where the prices come from, for people. */
    readonly configured: boolean;
  };
  readonly redaction: {
    readonly properties: PropertyRedaction;
    readonly extraKeys: readonly string[];
  };
}
