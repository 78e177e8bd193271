import { formatTime } from '@flink-portal/backstage-plugin-flink-common';

/** A moment of today in a sentence: `14:44:08 UTC`. */
export function clock(epochMs: number): string {
  return formatTime(epochMs).slice('2026-11-22 '.length);
}
