import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { ExceptionsRange } from '@flink-portal/backstage-plugin-flink-react';

const RANGE_WORDS: Readonly<Record<ExceptionsRange, string>> = {
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
};

/** `24 h`, as a sentence says it. */
export function rangeText(range: ExceptionsRange): string {
  return RANGE_WORDS[range] ?? range;
}

/** `Flink REST, CloudWatch Logs`: where one looked and could read. */
export function placesRead(looks: readonly flinkApi.FaultLook[]): string {
  return looks
    .filter(({ status }) => status === 'read')
    .map(({ source }) => source)
    .join(', ');
}

/** What an empty list means: none, none where one could look, or nothing at all. */
export function nothingFound(
  looks: readonly flinkApi.FaultLook[],
  range: ExceptionsRange,
): string {
  const read = placesRead(looks);
  const unreadable = looks.filter(({ status }) => status === 'unreadable');
  if (read && unreadable.length === 0) {
    return `None in ${rangeText(range)}. Looked in: ${read}.`;
  }
  if (read) {
    return `None in ${rangeText(
      range,
    )} where it could be read. Looked in: ${read}. There may be some in what could not be read, named below.`;
  }
  return looks.length === 0 || unreadable.length > 0
    ? 'Whether there are exceptions is not known: nothing that holds them could be read.'
    : 'This application has no place where the portal could look for exceptions.';
}
