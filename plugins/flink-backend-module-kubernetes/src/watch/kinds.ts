/** A kind of object that is listed and watched. */
export interface WatchedKind {
  readonly kind: string;
  /** `/apis/<group>/<version>` or `/api/v1`. */
  readonly apiPath: string;
  readonly plural: string;
  /** As RBAC and people name it: `flinkdeployments.flink.apache.org`. */
  readonly resource: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

const FLINK_GROUP = 'flink.apache.org';
const FLINK_API = `${FLINK_GROUP}/v1beta1`;

function flinkKind(kind: string, plural: string): WatchedKind {
  return {
    kind,
    apiPath: `/apis/${FLINK_API}`,
    plural,
    resource: `${plural}.${FLINK_GROUP}`,
    // The operator's own canaries have no job and never a status. Source: operator docs, Health.
    labelSelector: 'flink.apache.org/canary!=true',
  };
}

/** The operator's kinds, and what of the cluster explains them. */
export const KINDS = {
  deployment: flinkKind('FlinkDeployment', 'flinkdeployments'),
  sessionJob: flinkKind('FlinkSessionJob', 'flinksessionjobs'),
  stateSnapshot: flinkKind('FlinkStateSnapshot', 'flinkstatesnapshots'),
  blueGreen: flinkKind('FlinkBlueGreenDeployment', 'flinkbluegreendeployments'),
  pod: {
    kind: 'Pod',
    apiPath: '/api/v1',
    plural: 'pods',
    resource: 'pods',
    // Both labels together are what Flink and the operator set; other products use `component` too.
    labelSelector: 'app,component in (jobmanager,taskmanager)',
  },
  event: {
    kind: 'Event',
    apiPath: '/api/v1',
    plural: 'events',
    resource: 'events',
    fieldSelector: `involvedObject.apiVersion=${FLINK_API}`,
  },
} as const satisfies Record<string, WatchedKind>;

/** @see KINDS */
export type KindName = keyof typeof KINDS;

/** Every kind that is watched. */
export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** The path of a list or watch of a kind, in one namespace or all. */
export function listPath(
  kind: WatchedKind,
  namespace: string | undefined,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const scope = namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const parameters = new URLSearchParams();
  const all = {
    labelSelector: kind.labelSelector,
    fieldSelector: kind.fieldSelector,
    ...query,
  };
  for (const [key, value] of Object.entries(all)) {
    if (value !== undefined && value !== '') parameters.set(key, String(value));
  }
  return `${kind.apiPath}${scope}/${kind.plural}?${parameters.toString()}`;
}
