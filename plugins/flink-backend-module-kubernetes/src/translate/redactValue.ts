import {
  HIDDEN,
  isSecretKey,
  redactSecrets,
} from '@flink-portal/backstage-plugin-flink-common';

/** A value of a configuration, hidden when its key or its text gives a secret away. */
export function redactValue(key: string, value: string): string {
  return isSecretKey(key) ? HIDDEN : redactSecrets(value);
}
