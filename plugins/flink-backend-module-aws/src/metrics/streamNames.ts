import type { PropertyGroup } from '../redact/redactProperties';

const STREAM_ARN = /arn:[\w-]+:kinesis:[\w-]+:\d{12}:stream\/([\w.-]+)/g;
const STREAM_NAME_KEY = /stream[._-]?name$/i;
const OUTPUT = /sink|output|producer|dest/i;

/**
 * Kinesis streams that runtime properties name as input: the dimension `Id` of `millisBehindLatest`
 * holds the stream's name. Taken from values before they are redacted.
 */
export function streamNamesOf(groups: readonly PropertyGroup[]): string[] {
  const names = groups
    .filter(({ group }) => !OUTPUT.test(group))
    .flatMap(({ entries }) =>
      Object.entries(entries)
        .filter(([key]) => !OUTPUT.test(key))
        .flatMap(([key, value]) => {
          const fromArns = [...value.matchAll(STREAM_ARN)].map(
            match => match[1],
          );
          return fromArns.length === 0 &&
            STREAM_NAME_KEY.test(key) &&
            /^[\w.-]{1,128}$/.test(value)
            ? [value]
            : fromArns;
        }),
    );
  return [...new Set(names)];
}
