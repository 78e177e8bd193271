import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** The values of all lines at one moment; null is a gap. */
export interface ChartRow {
  readonly atMs: number;
  readonly values: ReadonlyArray<number | null>;
}

/**
 * Joins series by time. Where a line has no point although its resolution promises one, a gap is
 * put in: a chart that joins over missing minutes shows values nobody measured.
 */
export function chartRows(
  series: readonly flinkApi.MetricSeries[],
  resolutionSeconds: number,
): ChartRow[] {
  const byMoment = new Map<number, Array<number | null>>();
  const rowAt = (at: number) => {
    const row = byMoment.get(at) ?? series.map(() => null);
    byMoment.set(at, row);
    return row;
  };
  series.forEach(({ points }, index) => {
    for (const [at, value] of points) {
      if (at !== null) {
        rowAt(at)[index] = value;
      }
    }
  });
  const moments = [...byMoment.keys()].sort((a, b) => a - b);
  moments.forEach((at, index) => {
    const next = moments[index + 1];
    if (next !== undefined && next - at > resolutionSeconds * 1.5) {
      rowAt(at + resolutionSeconds);
    }
  });
  return [...byMoment]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => ({ atMs: at * 1000, values }));
}
