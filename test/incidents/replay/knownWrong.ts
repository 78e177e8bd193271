/**
 * Fixtures that the rules do not tell right yet, and what is wrong. Their expectations stay as the fact sheets want
 * them; a fixture that begins to pass fails the test until it is taken off.
 */
export const KNOWN_WRONG: ReadonlyMap<string, string> = new Map([]);

/** Incidents that two runtimes do not tell alike yet, and why. */
export const KNOWN_DIFFERENT: ReadonlyMap<string, string> = new Map([]);
