/** Longer texts are cut before anything looks at them. */
const LONGEST_TEXT = 64_000;

/**
 * The text of a throwable, however it came: as text, as an array of lines (CloudWatch's
 * `throwableInformation`), or as JSON of either in a text.
 */
export function throwableText(input: unknown): string | undefined {
  if (Array.isArray(input)) {
    const lines = input.filter(
      (line): line is string => typeof line === 'string',
    );
    return lines.length > 0
      ? lines.join('\n').slice(0, LONGEST_TEXT)
      : undefined;
  }
  if (typeof input !== 'string') {
    return undefined;
  }
  const text = input.trim().slice(0, LONGEST_TEXT);
  if (/^(?:\["|")/.test(text)) {
    return throwableText(parsed(text)) ?? text;
  }
  // A text that went through JSON once too often has its line ends as two characters.
  return text.includes('\n') || !/\\n\s*(?:\\t)?at /.test(text)
    ? text || undefined
    : text.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off in the middle: the text itself is still worth reading.
    return undefined;
  }
}
