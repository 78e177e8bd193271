/** Percent: "82 %", "0.4 %". @public */
export function formatPercent(percent: number): string {
  if (!Number.isFinite(percent)) {
    return 'unknown';
  }
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return `${percent.toFixed(digits).replace(/\.0$/, '')} %`;
}
