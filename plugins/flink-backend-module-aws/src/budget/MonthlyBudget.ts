import { USD_PER_METRIC } from '../metrics/fetchSeries';

/** `2026-11`: calendar months in UTC. */
export function monthOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 7);
}

/**
 * How many metrics were paid for this month, against `flink.aws.metrics.monthlyBudgetUsd`.
 *
 * Every application's note carries what was asked for it this month, so the count survives restarts
 * and moves with the source to another replica; a source's share is learned from its notes whenever it
 * is collected. Reads on demand have no note at hand: they wait here until the application's next note.
 */
export class MonthlyBudget {
  private month = '';
  private readonly metricsBySource = new Map<string, number>();
  private readonly unnoted = new Map<string, number>();

  constructor(readonly limitUsd: number | undefined) {}

  /** Takes over what a source's notes say. Never lowers the count: notes of removed applications are gone. */
  learn(sourceId: string, notedMetrics: number, nowMs: number): void {
    this.turn(nowMs);
    this.metricsBySource.set(
      sourceId,
      Math.max(this.metricsBySource.get(sourceId) ?? 0, notedMetrics),
    );
  }

  /** Counts metrics that were asked for. */
  spend(sourceId: string, metrics: number, nowMs: number): void {
    this.turn(nowMs);
    this.metricsBySource.set(
      sourceId,
      (this.metricsBySource.get(sourceId) ?? 0) + metrics,
    );
  }

  /** Counts a read on demand; {@link takeUnnoted} hands it to the application's next note. */
  spendOnDemand(
    sourceId: string,
    applicationId: string,
    metrics: number,
    nowMs: number,
  ): void {
    this.spend(sourceId, metrics, nowMs);
    this.unnoted.set(
      applicationId,
      (this.unnoted.get(applicationId) ?? 0) + metrics,
    );
  }

  /** Metrics read on demand since the application's last note. */
  takeUnnoted(applicationId: string, nowMs: number): number {
    this.turn(nowMs);
    const metrics = this.unnoted.get(applicationId) ?? 0;
    this.unnoted.delete(applicationId);
    return metrics;
  }

  /** Whether so many more metrics stay within the budget. */
  allows(metrics: number, nowMs: number): boolean {
    this.turn(nowMs);
    return (
      this.limitUsd === undefined ||
      this.spentUsd(nowMs) + metrics * USD_PER_METRIC <= this.limitUsd
    );
  }

  /** US dollars of this month, over all sources this process knows. */
  spentUsd(nowMs: number): number {
    this.turn(nowMs);
    const metrics = [...this.metricsBySource.values()].reduce(
      (sum, count) => sum + count,
      0,
    );
    return metrics * USD_PER_METRIC;
  }

  /** Why metrics are not read, and what to change. */
  sentence(nowMs: number): string {
    return `Metrics are not read until next month: ${usd(
      this.spentUsd(nowMs),
    )} of ${usd(this.limitUsd ?? 0)} US dollars are used up in ${monthOf(
      nowMs,
    )}. Raise flink.aws.metrics.monthlyBudgetUsd to read on.`;
  }

  private turn(nowMs: number): void {
    const month = monthOf(nowMs);
    if (month !== this.month) {
      this.month = month;
      this.metricsBySource.clear();
      this.unnoted.clear();
    }
  }
}

function usd(amount: number): string {
  return amount < 0.1 ? amount.toFixed(4) : amount.toFixed(2);
}
