import { formatTime } from '@flink-portal/backstage-plugin-flink-common';

const DAY_MS = 86_400_000;

/** A moment in a sentence: `14:31 UTC` within a day, `2026-11-22 14:02 UTC` before. */
export function clockTime(at: string | number, nowMs: number): string {
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  const text = formatTime(atMs).replace(/:\d\d UTC$/, ' UTC');
  return Math.abs(nowMs - atMs) < DAY_MS
    ? text.slice('2026-11-22 '.length)
    : text;
}

/** The same to the second, for outcomes. */
export function exactTime(at: string | number, nowMs: number): string {
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  const text = formatTime(atMs);
  return Math.abs(nowMs - atMs) < DAY_MS
    ? text.slice('2026-11-22 '.length)
    : text;
}
