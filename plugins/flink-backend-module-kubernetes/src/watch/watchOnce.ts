import { z } from 'zod';
import { KubernetesRequestError } from '../transport';
import { listPath } from './kinds';
import type { ListOptions } from './listAll';

const watchEventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown().optional(),
});
const errorObjectSchema = z.object({
  code: z.number().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  message: z.string().catch('unknown error'),
});
const versionSchema = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
});

/** One change that a watch told of. */
export interface WatchChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: unknown;
  /** To go on from when the watch ends. */
  readonly resourceVersion?: string;
}

/**
 * One watch from a version until the API server ends it after `timeoutSeconds`.
 *
 * @throws KubernetesRequestError; `expired` when the version is too old (410) and a list must follow
 */
export async function* watchOnce(
  options: Omit<ListOptions, 'timeoutMs'>,
  resourceVersion: string,
  timeoutSeconds: number,
): AsyncIterable<WatchChange> {
  const { transport, cluster, kind, namespace, signal } = options;
  options.count(`watch ${kind.plural}`);
  const lines = transport.streamLines({
    cluster,
    path: listPath(kind, namespace, {
      watch: true,
      allowWatchBookmarks: true,
      resourceVersion,
      timeoutSeconds,
    }),
    subject: { verb: 'watch', resource: kind.resource, namespace },
    signal,
  });
  for await (const line of lines) {
    const parsed = watchEventSchema.safeParse(jsonOf(line));
    if (!parsed.success) {
      throw new KubernetesRequestError(
        'invalid',
        `The watch on ${kind.resource} in cluster "${cluster}" sent a line that is no event`,
      );
    }
    const { type, object } = parsed.data;
    if (type === 'ERROR') throw explain(options, object);
    const version = versionSchema.safeParse(object);
    yield {
      type,
      object,
      ...(version.success
        ? { resourceVersion: version.data.metadata.resourceVersion }
        : {}),
    };
  }
}

function explain(
  { cluster, kind }: Pick<ListOptions, 'cluster' | 'kind'>,
  object: unknown,
): KubernetesRequestError {
  const parsed = errorObjectSchema.safeParse(object);
  const { code, reason, message } = parsed.success
    ? parsed.data
    : { code: undefined, reason: undefined, message: 'unknown error' };
  const expired = code === 410 || reason === 'Expired' || reason === 'Gone';
  return new KubernetesRequestError(
    expired ? 'expired' : 'failed',
    `The watch on ${kind.resource} in cluster "${cluster}" ended: ${message}`,
    { status: code },
  );
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
