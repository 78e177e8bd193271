/**
 * Fixtures that the rules do not tell right yet, and what is wrong. Their expectations stay as the fact sheets want
 * them; a fixture that begins to pass fails the test until it is taken off.
 */
export const KNOWN_WRONG: ReadonlyMap<string, string> = new Map<
  string,
  string
>();

/** Incidents that two runtimes cannot tell alike, or do not yet, and why. */
export const KNOWN_DIFFERENT: ReadonlyMap<string, string> = new Map([
  [
    'out-of-memory',
    'only Kubernetes says how a container ended; the managed service shows memory at its limit',
  ],
]);
