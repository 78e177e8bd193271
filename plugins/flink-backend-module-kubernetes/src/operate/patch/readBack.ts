import { createHash } from 'crypto';
import type { JsonObject, JsonValue } from '@backstage/types';
import { canonical, leavesOf, sameJson, valueAt } from './mergePatch';

/** The fields of a patch that an answer does not hold as they were sent: pruned, or changed on the way. */
export function notTaken(spec: JsonObject, answered: JsonObject): string[] {
  return leavesOf(spec)
    .filter(({ path, value }) => {
      const found = valueAt(answered, path);
      return value === null
        ? found !== undefined && found !== null
        : !sameJson(found, value);
    })
    .map(({ path }) => `spec.${path.join('.')}`);
}

/** What was sent, as fingerprints: a handle is stored, and the values may be secrets. */
export type SentFields = ReadonlyArray<readonly [readonly string[], string]>;

export function sentFieldsOf(spec: JsonObject): SentFields {
  return leavesOf(spec).map(({ path, value }) => [path, fingerprint(value)]);
}

/** The fields that are no longer what was sent. */
export function overwritten(sent: SentFields, spec: JsonObject): string[] {
  return sent
    .filter(
      ([path, print]) => fingerprint(valueAt(spec, path) ?? null) !== print,
    )
    .map(([path]) => `spec.${path.join('.')}`);
}

function fingerprint(value: JsonValue): string {
  return createHash('sha256')
    .update(canonical(value))
    .digest('hex')
    .slice(0, 16);
}
