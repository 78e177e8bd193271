import { createHash } from 'node:crypto';
import type { JsonObject } from '../../kubernetes/store/objects';

/** Letters kustomize puts in place of some digits, so that a hash spells nothing. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'g',
  '1': 'h',
  '3': 'k',
  a: 'm',
  e: 't',
};

/** The ending kustomize gives a generated ConfigMap's name. */
export function nameHash(data: JsonObject): string {
  const sorted = Object.fromEntries(
    Object.entries(data).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  // Kustomize hashes before the object has its name.
  const encoded = JSON.stringify({ data: sorted, kind: 'ConfigMap', name: '' })
    // As Go writes JSON.
    .replace(
      /[<>&\u2028\u2029]/g,
      character =>
        `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const hex = createHash('sha256').update(encoded).digest('hex');
  return [...hex.slice(0, 10)].map(one => LETTERS[one] ?? one).join('');
}
