import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { z } from 'zod';

const TIMEOUT_MS = 15_000;

/** One GET to a git host's API, with its answer's shape checked. */
export async function getJson<T>(options: {
  url: string;
  headers: Record<string, string>;
  schema: z.ZodType<T>;
  signal: AbortSignal;
}): Promise<T> {
  const { url, headers, schema, signal } = options;
  const response = await fetch(url, {
    headers: { Accept: 'application/json', ...headers },
    // The portal's credentials go to the host that was configured and to no other.
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const { host } = new URL(url);
  if (response.status === 401 || response.status === 403) {
    throw new NotAllowedError(
      `${host} refuses the portal's credentials for commit statuses (${response.status})`,
    );
  }
  if (response.status === 404) {
    throw new NotFoundError(`${host} has no such repository or commit (404)`);
  }
  if (!response.ok) {
    throw new Error(`${host} answered ${response.status}`);
  }
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    throw new Error(`${host} answered in an unknown shape`);
  }
  return parsed.data;
}
