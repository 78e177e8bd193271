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
  readonly redaction: {
    readonly properties: PropertyRedaction;
    readonly extraKeys: readonly string[];
  };
}
