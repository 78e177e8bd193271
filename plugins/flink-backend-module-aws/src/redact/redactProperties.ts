import {
  HIDDEN,
  holdsRandomWord,
  isSecretKey,
  redactSecrets,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedConfig } from '../config/ManagedConfig';

/** A group of runtime properties. */
export interface PropertyGroup {
  readonly group: string;
  readonly entries: Readonly<Record<string, string>>;
}

/**
 * Hides values of runtime properties. The service returns them in clear text, and teams do put
 * secrets there; keys stay, so that people see what is set.
 */
export function redactProperties(
  groups: readonly PropertyGroup[],
  redaction: ManagedConfig['redaction'],
): PropertyGroup[] {
  return groups.map(({ group, entries }) => ({
    group,
    entries: Object.fromEntries(
      Object.entries(entries).map(([key, value]) => [
        key,
        isHidden(key, value, redaction) ? HIDDEN : value,
      ]),
    ),
  }));
}

function isHidden(
  key: string,
  value: string,
  { properties, extraKeys }: ManagedConfig['redaction'],
): boolean {
  switch (properties) {
    case 'all':
      return true;
    case 'none':
      // An explicit key is hidden even where nothing else is.
      return (
        extraKeys.length > 0 &&
        extraKeys.some(extra => extra.toLowerCase() === key.toLowerCase())
      );
    default:
      return (
        isSecretKey(key, extraKeys) ||
        redactSecrets(value) !== value ||
        holdsRandomWord(value)
      );
  }
}
