import {
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { relativeMoment } from '@flink-portal/backstage-plugin-flink-react';

/** `3`, or `0 (1 planned)`. Planned restarts are no alarm, so they stand apart. */
export function restartsText(restarts: flinkApi.RestartsFigure): string {
  const { unplanned, planned } = restarts;
  return planned > 0 ? `${unplanned} (${planned} planned)` : `${unplanned}`;
}

/** `8`, or `8 → 16 (autoscaled)` where the runtime runs another parallelism than was asked for. */
export function parallelismText(
  application: Pick<
    flinkApi.ApplicationSummary,
    'parallelism' | 'currentParallelism'
  >,
): string | undefined {
  const { parallelism, currentParallelism } = application;
  if (parallelism === undefined) {
    return currentParallelism?.toString();
  }
  return currentParallelism === undefined || currentParallelism === parallelism
    ? String(parallelism)
    : `${parallelism} → ${currentParallelism} (autoscaled)`;
}

/** The figures of a calm card in one line; what was not read is named, not left out. */
export function figuresSentence(figures: flinkApi.Figures, now: Date): string {
  const { lag, recordsOut, lastCheckpoint, restarts24h } = figures;
  return [
    `Lag ${lag ? formatQuantity(lag) : 'not read'}`,
    `out ${recordsOut ? formatQuantity(recordsOut) : 'not read'}`,
    `last checkpoint ${
      lastCheckpoint
        ? relativeMoment(new Date(lastCheckpoint.at), now)
        : 'not read'
    }`,
    `restarts in 24 h ${restarts24h ? restartsText(restarts24h) : 'not read'}`,
  ].join(' · ');
}
