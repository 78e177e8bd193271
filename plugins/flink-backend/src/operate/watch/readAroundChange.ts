import {
  compareAroundChange,
  WATCH_AFTER_MS,
  WATCH_BEFORE_MS,
  type ChangeComparison,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { MetricStore } from '../../store/MetricStore';

/** Metrics come up to two minutes late. */
const LATE_MS = 2 * 60_000;

/** Epoch ms: when the time after a change can be judged. */
export function watchedUntilMs(endedMs: number): number {
  return endedMs + WATCH_AFTER_MS + LATE_MS;
}

/** Compares the time after a change with the time before, from stored values: one query. */
export async function readAroundChange(
  metrics: MetricStore,
  applicationId: string,
  change: { startedMs: number; endedMs: number },
  operations: readonly Operation[],
  nowMs: number,
): Promise<ChangeComparison> {
  const { series } = await metrics.readRange(
    applicationId,
    change.startedMs - WATCH_BEFORE_MS,
    change.endedMs + WATCH_AFTER_MS,
  );
  return compareAroundChange({ ...change, series, operations, nowMs });
}
