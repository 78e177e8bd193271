import { JsonValue, isJsonObject } from '../store/objects';

/**
 * `spec.flinkConfiguration` as flat keys. Nested, dotted and mixed forms are allowed since operator
 * 1.13; arrays join with `;`.
 */
export function flattenConfiguration(
  value: JsonValue,
  prefix = '',
): Record<string, string> {
  if (!isJsonObject(value)) return {};
  const flat: Record<string, string> = {};
  for (const [key, member] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (isJsonObject(member)) {
      Object.assign(flat, flattenConfiguration(member, path));
    } else if (Array.isArray(member)) {
      flat[path] = member.map(String).join(';');
    } else if (member !== null && member !== undefined) {
      flat[path] = String(member);
    }
  }
  return flat;
}

/** Any of a key's spellings. */
export function firstOf(
  configuration: Record<string, string>,
  ...keys: string[]
): string | undefined {
  return keys.map(key => configuration[key]).find(value => value !== undefined);
}
