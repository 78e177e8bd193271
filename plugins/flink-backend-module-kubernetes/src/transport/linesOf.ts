/** The lines of a byte stream as they come; an unfinished last line is dropped. */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
): AsyncIterable<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.trim()) yield line;
      }
    }
  } finally {
    // Also when the consumer stops early: the connection must not stay open behind its back.
    await reader.cancel().catch(() => undefined);
  }
}
