/** FNV-1a over UTF-16 code units, then a final avalanche. Stateless: the same text, the same number. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on the key and the step only. */
export function uniform(key: number, step: number): number {
  return mix(key ^ Math.imul(step | 0, 0x9e3779b1)) / 0x1_0000_0000;
}

/** A number in [0, 1) that depends on the text only. */
export function uniformOf(text: string): number {
  return hash32(text) / 0x1_0000_0000;
}

/** One element of a list, chosen by the text. */
export function pick<T>(choices: readonly T[], text: string): T {
  return choices[Math.floor(uniformOf(text) * choices.length)];
}

/** Lower-case hex digits that depend on the text only. */
export function hexOf(text: string, digits: number): string {
  let hex = '';
  for (let part = 0; hex.length < digits; part += 1) {
    hex += hash32(`${text}#${part}`).toString(16).padStart(8, '0');
  }
  return hex.slice(0, digits);
}

/**
 * Noise in [-1, 1] that wanders from knot to knot instead of jumping every minute, as a load does.
 *
 * @param knotMs - the distance between two knots.
 */
export function wander(key: number, timeMs: number, knotMs: number): number {
  const position = timeMs / knotMs;
  const knot = Math.floor(position);
  const fraction = position - knot;
  const eased = fraction * fraction * (3 - 2 * fraction);
  const from = uniform(key, knot);
  const to = uniform(key, knot + 1);
  return (from + (to - from) * eased) * 2 - 1;
}
