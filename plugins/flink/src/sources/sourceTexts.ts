import {
  formatCount,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** Calls of the last hour: the sum, and by operation. */
export function callsText(calls: flinkApi.Source['calls']): string {
  const operations = Object.entries(calls).sort(([, a], [, b]) => b - a);
  if (operations.length === 0) {
    return 'none';
  }
  const sum = operations.reduce((total, [, count]) => total + count, 0);
  return `${formatCount(sum)}: ${operations
    .map(([operation, count]) => `${operation} ${formatCount(count)}`)
    .join(', ')}`;
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
