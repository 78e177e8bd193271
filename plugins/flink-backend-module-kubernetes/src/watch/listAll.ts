import { z } from 'zod';
import { KubernetesRequestError } from '../transport';
import type { KubernetesTransport } from '../transport';
import { listPath, type WatchedKind } from './kinds';

const PAGE_SIZE = 500;
// A continue token that never ends would otherwise read for ever.
const MAX_PAGES = 200;

const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string().catch(''),
    continue: z.string().optional().catch(undefined),
  }),
  items: z.array(z.unknown()).nullish(),
});

/** A complete list and the version to watch from. */
export interface CompleteList {
  readonly items: readonly unknown[];
  readonly resourceVersion: string;
}

/** Where and how to read. */
export interface ListOptions {
  readonly transport: KubernetesTransport;
  readonly cluster: string;
  readonly kind: WatchedKind;
  readonly namespace?: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Told of every call. */
  readonly count: (operation: string) => void;
}

/**
 * Reads a whole kind, page by page.
 *
 * @throws KubernetesRequestError; never returns a partial list
 */
export async function listAll(options: ListOptions): Promise<CompleteList> {
  const { transport, cluster, kind, namespace, signal, timeoutMs } = options;
  const items: unknown[] = [];
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    options.count(`list ${kind.plural}`);
    const answer = await transport.getJson({
      cluster,
      path: listPath(kind, namespace, { limit: PAGE_SIZE, continue: next }),
      subject: { verb: 'list', resource: kind.resource, namespace },
      signal,
      timeoutMs,
    });
    const parsed = listSchema.safeParse(answer);
    if (!parsed.success) {
      throw new KubernetesRequestError(
        'invalid',
        `Cluster "${cluster}" answered list ${kind.resource} with something that is no list`,
      );
    }
    items.push(...(parsed.data.items ?? []));
    next = parsed.data.metadata.continue;
    if (!next) {
      return { items, resourceVersion: parsed.data.metadata.resourceVersion };
    }
  }
  throw new KubernetesRequestError(
    'invalid',
    `Cluster "${cluster}" has more than ${PAGE_SIZE * MAX_PAGES} ${
      kind.resource
    }; restrict flink.kubernetes.namespaces`,
  );
}
