/** What a job needs, by its load. Parallelism is the same on both targets. @public */
export interface JobSize {
  readonly parallelism: number;
  /** Fixed for the life of the job's state: many divisors, so that it can be rescaled evenly. */
  readonly maxParallelism: number;
  readonly checkpointIntervalMs: number;
  readonly managed: {
    readonly parallelismPerKpu: number;
    /** Without the one that orchestrates, which is always billed too. */
    readonly kpus: number;
  };
  readonly eks: {
    readonly taskManagers: number;
    readonly slotsPerTaskManager: number;
    readonly taskManagerCpu: number;
    readonly taskManagerMemoryMib: number;
    readonly jobManagerCpu: number;
    readonly jobManagerMemoryMib: number;
  };
  /** The steps of the calculation, as sentences with the numbers in them. */
  readonly reasons: readonly string[];
  /** What makes the size doubtful, for example fewer partitions than the load needs. */
  readonly warnings: readonly string[];
}

/** Estimated list price, USD a month of 730 hours. @public */
export interface MonthlyCost {
  readonly totalUsd: number;
  /** Named parts, which add up to the total. */
  readonly parts: readonly { readonly name: string; readonly usd: number }[];
  readonly asOf: string;
  readonly region: string;
}
