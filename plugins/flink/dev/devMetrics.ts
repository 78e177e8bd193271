import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { MetricRange } from '@flink-portal/backstage-plugin-flink-react';
import { metricsResponse } from '../src/fixtures';

const MINUTES: Readonly<Record<MetricRange, number>> = {
  '1h': 60,
  '6h': 360,
  '24h': 1440,
  '7d': 10_080,
  '30d': 43_200,
};

const POINTS = 60;

/** Lag that rises after a deployment, restarts, a gap, and more tasks than one chart can show. */
export function devMetrics(range: MetricRange): flinkApi.MetricsResponse {
  const nowS = Math.floor(Date.now() / 60_000) * 60;
  const stepS = MINUTES[range];
  const fromS = nowS - MINUTES[range] * 60;
  const deployS = nowS - 45 * 60;
  const line = (
    metric: string,
    title: string,
    unit: string,
    valueAt: (afterDeployMinutes: number, index: number) => number | null,
    part?: flinkApi.MetricSeriesPart,
  ): flinkApi.MetricSeries => ({
    metric,
    title,
    unit,
    statistic: 'max',
    part,
    points: Array.from({ length: POINTS }, (_, index) => {
      const at = fromS + index * stepS;
      // Six points that nobody read.
      const isGap = index >= 20 && index < 26;
      return [at, isGap ? null : valueAt((at - deployS) / 60, index)];
    }),
  });
  const wave = (index: number) => Math.sin(index / 4);
  return metricsResponse({
    from: new Date(fromS * 1000).toISOString(),
    to: new Date(nowS * 1000).toISOString(),
    resolutionSeconds: stepS,
    series: [
      line(
        'numRecordsInPerSecond',
        'Records in',
        'recordsPerSecond',
        (_after, index) => 3000 + 200 * wave(index),
      ),
      line('pendingRecords', 'Lag', 'records', after =>
        after > 0 ? 20_000 + after * 30_000 : 20_000,
      ),
      line(
        'numRecordsOutPerSecond',
        'Records out',
        'recordsPerSecond',
        (after, index) => (after > 0 ? 900 : 3000) + 100 * wave(index),
      ),
      ...['source', 'parse', 'enrich', 'window', 'sink'].map((name, place) =>
        line(
          'busyTimeMsPerSecond',
          'Busy time',
          'msPerSecond',
          (after, index) => (after > 0 ? 180 * place : 100) + 40 * wave(index),
          { kind: 'task', name },
        ),
      ),
      line('numRestarts', 'Restarts', 'count', after =>
        after > 10 ? Math.floor((after - 10) / 4) : 0,
      ),
    ],
    operations: [
      {
        id: 'op-dev',
        kind: 'update',
        verbatim: 'UpdateApplication',
        status: 'succeeded',
        startedAt: new Date(deployS * 1000).toISOString(),
        planned: true,
        initiatedBy: 'user:default/kira',
        change: 'version 40 to 41',
      },
    ],
  });
}
