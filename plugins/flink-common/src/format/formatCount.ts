const STEPS = [
  { size: 1e12, suffix: ' T' },
  { size: 1e9, suffix: ' G' },
  { size: 1e6, suffix: ' M' },
  { size: 1e3, suffix: ' k' },
] as const;

/** A count as people read it: "1.4 M", "3.1 k", "200 k", "0.5". @public */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) {
    return 'unknown';
  }
  const size = Math.abs(value);
  // 999,950 would be "1000 k": the step is chosen after rounding.
  const step = STEPS.find(candidate => size >= candidate.size * 0.99995);
  return step
    ? `${short(value / step.size)}${step.suffix}`
    : short(value, size < 10 ? 2 : 1);
}

/** A rate per second: "3.1 k/s". @public */
export function formatRate(perSecond: number): string {
  return Number.isFinite(perSecond) ? `${formatCount(perSecond)}/s` : 'unknown';
}

/** One decimal below ten or where it says something, none that is zero. */
function short(value: number, decimals = 1): string {
  const digits = Math.abs(value) >= 100 ? 0 : decimals;
  const text = value.toFixed(digits);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}
