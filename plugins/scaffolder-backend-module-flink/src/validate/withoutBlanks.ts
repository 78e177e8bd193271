import type { JsonObject, JsonValue } from '@backstage/types';

/**
 * The answers that were given: a form leaves fields that nobody filled in as null or an empty text, which would
 * fail the check of an optional field.
 */
export function withoutBlanks(answers: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, value]) => value !== null && value !== '')
      .map(([field, value]) => [
        field,
        isObject(value) ? withoutBlanks(value) : value,
      ]),
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
