const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in its two largest units: "850 ms", "48 s", "2 min 10 s", "3 h 5 min", "2 d 4 h". @public */
export function formatDurationMs(durationMs: number): string {
  if (!Number.isFinite(durationMs)) {
    return 'unknown';
  }
  if (durationMs < 0) {
    return `-${formatDurationMs(-durationMs)}`;
  }
  if (Math.round(durationMs) < SECOND) {
    return `${Math.round(durationMs)} ms`;
  }
  // Rounded first to the smaller unit shown, so that "1 min 60 s" cannot appear.
  const seconds = Math.round(durationMs / SECOND);
  if (seconds < 60) {
    return durationMs < 10 * SECOND
      ? `${Number((durationMs / SECOND).toFixed(1))} s`
      : `${seconds} s`;
  }
  if (seconds < 3600) {
    return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  }
  const minutes = Math.round(durationMs / MINUTE);
  if (minutes < 24 * 60) {
    return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  }
  const hours = Math.round(durationMs / HOUR);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** How long ago something was: "just now", "38 min ago", "2 d ago". @public */
export function formatAgo(thenMs: number, nowMs: number): string {
  const ago = nowMs - thenMs;
  if (!Number.isFinite(ago)) {
    return 'unknown';
  }
  if (ago < 0) {
    // Clocks differ by seconds between machines; more than that is a time to come.
    return ago > -30 * SECOND
      ? 'just now'
      : `in ${formatDurationMs(largestUnit(-ago))}`;
  }
  return ago < 5 * SECOND
    ? 'just now'
    : `${formatDurationMs(largestUnit(ago))} ago`;
}

/** A moment, in UTC: "2026-11-22 14:02:11 UTC". @public */
export function formatTime(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime())
    ? 'unknown'
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function pair(large: number, unit: string, small: number, smallUnit: string) {
  return small === 0
    ? `${large} ${unit}`
    : `${large} ${unit} ${small} ${smallUnit}`;
}

function largestUnit(durationMs: number): number {
  const unit = [DAY, HOUR, MINUTE, SECOND].find(size => durationMs >= size);
  return unit ? Math.floor(durationMs / unit) * unit : durationMs;
}
