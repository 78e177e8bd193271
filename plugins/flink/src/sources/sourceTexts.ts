import {
  formatCount,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** Calls of the last hour by operation, the most frequent first. */
export function callsByOperation(calls: flinkApi.Source['calls']): {
  sum: string;
  operations: string[];
} {
  const sorted = Object.entries(calls).sort(([, a], [, b]) => b - a);
  return {
    sum: formatCount(sorted.reduce((total, [, count]) => total + count, 0)),
    operations: sorted.map(
      ([operation, count]) => `${operation} ${formatCount(count)}`,
    ),
  };
}

/** What the paid reads of this month are on course to cost. Reads that are free have no estimate. */
export function moneyText(
  source: Pick<flinkApi.Source, 'estimatedUsdPerMonth' | 'budgetUsdPerMonth'>,
): string {
  const { estimatedUsdPerMonth, budgetUsdPerMonth } = source;
  if (estimatedUsdPerMonth === undefined) {
    return 'no paid reads';
  }
  const estimate = `~$${estimatedUsdPerMonth.toFixed(2)} a month`;
  return budgetUsdPerMonth === undefined
    ? estimate
    : `${estimate} of $${budgetUsdPerMonth.toFixed(2)}`;
}
