/**
 * Limits of the health rules. The defaults are AWS's recommended alarms, the operator's own defaults
 * and the starting values of the rule set's documentation; `flink.health.tiers` overrides them.
 *
 * @public
 */
export interface HealthThresholds {
  /** Unplanned restarts within ten minutes that make a loop. */
  readonly restartsPerTenMinutes: number;
  /** Completed checkpoints may be at most this many intervals old before Degraded. */
  readonly checkpointIntervalsDegraded: number;
  /** … and before Unhealthy. */
  readonly checkpointIntervalsUnhealthy: number;
  /** No verdict about missing checkpoints before this age, ms. */
  readonly checkpointMinimumAgeMs: number;
  /** A checkpoint may take this share of its interval, percent. */
  readonly checkpointDurationPercent: number;
  /** Records waiting in the source. */
  readonly lagRecords: number;
  /** Milliseconds behind the tip of the source. */
  readonly lagMs: number;
  /** Lag that grows for this long is a finding at any size, ms. */
  readonly lagGrowingForMs: number;
  readonly backPressuredMsPerSecond: number;
  readonly cpuPercent: number;
  readonly heapPercent: number;
  readonly containerMemoryPercent: number;
  readonly diskPercent: number;
  /** Share of its time a TaskManager may spend on collecting the old generation, percent. */
  readonly gcPercent: number;
  /** State may grow by this much within two hours of growing only, percent. */
  readonly stateGrowthPercent: number;
  /** No input for this long is a finding, ms. */
  readonly noInputForMs: number;
  /** No output for this long, while records arrive, is a finding, ms. */
  readonly noOutputForMs: number;
  /** A watermark may stand still for this long while records arrive, ms. */
  readonly watermarkStalledForMs: number;
  /** A change may take this long, ms, where the job's own history says nothing. */
  readonly changeExpectedMs: number;
  /** A change that takes longer than this is Unhealthy, ms. */
  readonly changeStalledMs: number;
  /** A notebook without work for this long is a finding, ms. */
  readonly notebookIdleMs: number;
  /** A condition must be gone this long before its finding leaves, ms. */
  readonly quietPeriodMs: number;
}

/**
 * Sources: AWS, "Use CloudWatch alarms with Managed Service for Apache Flink" (CPU 80 %, heap 90 %, garbage
 * collection 60 %); AWS agent toolkit for Managed Flink (container memory 85 %, disk 80 %, backpressure
 * 500 ms/s, checkpoint duration 50 % of the interval); Flink Kubernetes Operator 1.15 configuration (readiness timeout 5 min).
 *
 * @public
 */
export const DEFAULT_THRESHOLDS: HealthThresholds = {
  restartsPerTenMinutes: 3,
  checkpointIntervalsDegraded: 2,
  checkpointIntervalsUnhealthy: 5,
  checkpointMinimumAgeMs: 10 * 60_000,
  checkpointDurationPercent: 50,
  lagRecords: 200_000,
  lagMs: 5 * 60_000,
  lagGrowingForMs: 30 * 60_000,
  backPressuredMsPerSecond: 500,
  cpuPercent: 80,
  heapPercent: 90,
  containerMemoryPercent: 85,
  diskPercent: 80,
  gcPercent: 60,
  stateGrowthPercent: 20,
  noInputForMs: 15 * 60_000,
  noOutputForMs: 5 * 60_000,
  watermarkStalledForMs: 15 * 60_000,
  changeExpectedMs: 5 * 60_000,
  changeStalledMs: 15 * 60_000,
  notebookIdleMs: 24 * 60 * 60_000,
  quietPeriodMs: 5 * 60_000,
};
