import type { Quantity } from '../model/Finding';
import { formatBytes } from './formatBytes';
import { formatCount, formatRate } from './formatCount';
import { formatDurationMs, formatTime } from './formatTime';
import { formatPercent } from './formatPercent';

/** A number with its unit as people read it: "1.4 M records", "2 min 10 s", "620 ms/s". @public */
export function formatQuantity({ value, unit }: Quantity): string {
  switch (unit) {
    case 'records':
      return `${formatCount(value)} ${value === 1 ? 'record' : 'records'}`;
    case 'recordsPerSecond':
      return formatRate(value);
    case 'ms':
      return formatDurationMs(value);
    case 'msPerSecond':
      return `${Math.round(value)} ms/s`;
    case 'bytes':
      return formatBytes(value);
    case 'percent':
      return formatPercent(value);
    case 'epochMs':
      return formatTime(value);
    default:
      return formatCount(value);
  }
}
