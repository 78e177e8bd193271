/**
 * A key that nobody else has. `randomUUID` exists in secure contexts alone, and portals inside a company are
 * often served over plain HTTP.
 */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
