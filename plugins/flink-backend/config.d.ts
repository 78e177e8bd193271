import type { HumanDuration } from '@backstage/types';

export interface Config {
  flink?: {
    /**
     * When the backend does what.
     */
    schedule?: {
      /**
       * How long after its start the backend waits before it first reads a source. Default 2 seconds.
       */
      initialDelay?: HumanDuration | string;
      /**
       * How often the runtimes are asked which sources there are. Default 5 minutes.
       */
      sources?: HumanDuration | string;
      /**
       * How often applications that were not read for three intervals are looked for; they become
       * Unknown. Default 30 seconds.
       */
      stale?: HumanDuration | string;
    };
    /**
     * How catalog entities are joined to applications.
     */
    links?: {
      /**
       * How often the catalog is matched against the inventory. Default 30 seconds.
       */
      frequency?: HumanDuration | string;
    };
    /**
     * What is kept for how long.
     */
    history?: {
      /**
       * Operations, changes of verdict and removed applications. Default 30 days, at least one.
       */
      retention?: HumanDuration | string;
      /**
       * Metric values. Default 7 days, at least one.
       */
      metricsRetention?: HumanDuration | string;
    };
    health?: {
      /**
       * Limits of the health rules by tier. `default` is for every application; the others are for
       * applications whose entity or tags name that tier, on top of `default`. Names and units are those of
       * HealthThresholds in the common package: times in milliseconds (`…Ms`), shares in percent
       * (`…Percent`).
       */
      tiers?: {
        [tier: string]: {
          restartsPerTenMinutes?: number;
          checkpointIntervalsDegraded?: number;
          checkpointIntervalsUnhealthy?: number;
          checkpointMinimumAgeMs?: number;
          lagRecords?: number;
          lagMs?: number;
          lagGrowingForMs?: number;
          backPressuredMsPerSecond?: number;
          cpuPercent?: number;
          heapPercent?: number;
          containerMemoryPercent?: number;
          noInputForMs?: number;
          changeExpectedMs?: number;
          changeStalledMs?: number;
          notebookIdleMs?: number;
          quietPeriodMs?: number;
        };
      };
    };
  };
}
