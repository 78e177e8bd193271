import type { z } from 'zod';

/** Flink refused, in its own words. */
export class FlinkRefused extends Error {
  constructor(readonly status: number, what: string, answer: string) {
    super(`Flink answered ${what} with ${status}: ${answer.slice(0, 2000)}`);
    this.name = 'FlinkRefused';
  }
}

/**
 * Asks a Flink and reads the answer.
 *
 * @throws FlinkRefused when the answer is no success; ZodError when its shape is another
 */
export async function askFlink<T extends z.ZodType>(
  restUrl: string,
  path: string,
  schema: T,
  request: {
    readonly method?: string;
    readonly json?: object;
    readonly form?: FormData;
  } = {},
): Promise<z.output<T>> {
  const response = await fetch(`${restUrl}${path}`, {
    method: request.method ?? 'GET',
    ...(request.json
      ? {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request.json),
        }
      : {}),
    ...(request.form ? { body: request.form } : {}),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new FlinkRefused(
      response.status,
      `${request.method ?? 'GET'} ${path}`,
      text,
    );
  }
  return schema.parse(JSON.parse(text));
}
