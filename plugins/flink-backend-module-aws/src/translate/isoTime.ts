/** ISO 8601 of a moment the service gave; undefined when it gave none or nonsense. */
export function isoTime(at: Date | undefined): string | undefined {
  return at && Number.isFinite(at.getTime()) ? at.toISOString() : undefined;
}
