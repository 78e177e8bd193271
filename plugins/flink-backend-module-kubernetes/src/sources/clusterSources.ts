import type { FlinkSource } from '@flink-portal/backstage-plugin-flink-node';
import type { KubernetesSettings } from '../settings';
import type { ClusterInfo } from '../transport';

/** Time a collection may take beyond its watches: to list, and to store the last readings, ms. */
const MARGIN_MS = 45_000;

/** Auth providers whose credentials exist only in the browser of the person who looks. */
const BROWSER_ONLY = new Set(['google', 'oidc', 'aks']);

const PREFIX = 'kubernetes:';

/** One source per cluster. Of clusters with the same name only the first: the proxy, too, picks it. */
export function clusterSources(
  clusters: readonly ClusterInfo[],
  settings: KubernetesSettings,
): FlinkSource[] {
  const byName = new Map<string, ClusterInfo>();
  for (const cluster of clusters) {
    if (!byName.has(cluster.name)) byName.set(cluster.name, cluster);
  }
  return [...byName.values()].map(({ name, title }) => ({
    id: `${PREFIX}${name}`,
    runtime: 'kubernetes',
    title: title || name,
    pollIntervalMs: settings.metrics.cadenceMs,
    mode: 'watch',
    timeoutMs: settings.watch.durationMs + MARGIN_MS,
  }));
}

/** The cluster's name in the Kubernetes plugin. */
export function clusterOf(source: Pick<FlinkSource, 'id'>): string {
  return source.id.slice(PREFIX.length);
}

/** Why a cluster cannot be read in the background; undefined when it can. */
export function unsupportedReason(cluster: ClusterInfo): string | undefined {
  return cluster.authProvider && BROWSER_ONLY.has(cluster.authProvider)
    ? `Cluster "${cluster.name}" is unsupported for background reading: its auth provider "${cluster.authProvider}" signs in with the credentials of the person who looks. Give it a server-side auth provider (aws, azure, googleServiceAccount, serviceAccount).`
    : undefined;
}
