import type { RuleContext } from './RuleContext';

// Source: AWS, application settings: 60 s unless the application brings its own.
export const MANAGED_INTERVAL_MS = 60_000;
// Flink writes the largest number for "off".
const SWITCHED_OFF_MS = 9e15;

/** How often a checkpoint should begin, ms. */
export function checkpointIntervalMs({
  configuration,
  known,
}: RuleContext): number | 'off' | 'unknown' {
  const intervalMs = configuration?.checkpointIntervalMs;
  if (
    configuration?.checkpointingEnabled === false ||
    (intervalMs !== undefined && intervalMs >= SWITCHED_OFF_MS)
  ) {
    return 'off';
  }
  if (intervalMs !== undefined && intervalMs > 0) {
    return intervalMs;
  }
  return known.application.runtime === 'managed' && configuration
    ? MANAGED_INTERVAL_MS
    : 'unknown';
}

/** Why nothing can be measured against the interval. */
export function whyIntervalUnknown({ configuration }: RuleContext): string {
  return configuration
    ? 'the checkpoint interval is not known'
    : 'the configuration could not be read, and with it the checkpoint interval';
}
