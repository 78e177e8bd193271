/**
 * A `flinkConfiguration` as flat, dotted keys. Operators before 1.13 know a flat map of texts, later
 * ones nested YAML and any mixture; lists are joined by `;` as the operator does.
 * Source: operator 1.13, FLINK-37406, ConfigObjectNode.
 */
export function flattenFlinkConfiguration(
  configuration: unknown,
): Record<string, string> {
  const flat: Record<string, string> = {};
  collect(configuration, '', flat);
  return flat;
}

function collect(
  value: unknown,
  prefix: string,
  into: Record<string, string>,
): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    if (prefix) into[prefix] = value.map(String).join(';');
    return;
  }
  if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, prefix ? `${prefix}.${key}` : key, into);
    }
    return;
  }
  if (prefix) into[prefix] = String(value);
}

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  milli: 1,
  millis: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1000,
  sec: 1000,
  secs: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
};

/**
 * A duration as Flink reads it (`1 min`, `30s`, `60000`), in ms; undefined when it is none. Without a
 * unit it is milliseconds. Source: Flink, `TimeUtils.parseDuration`.
 */
export function parseFlinkDurationMs(
  duration: string | undefined,
): number | undefined {
  const match = /^\s*(\d+)\s*([a-zA-Z]*)\s*$/.exec(duration ?? '');
  if (!match) return undefined;
  const unit = UNITS_MS[match[2] ? match[2].toLowerCase() : 'ms'];
  return unit === undefined ? undefined : Number(match[1]) * unit;
}
