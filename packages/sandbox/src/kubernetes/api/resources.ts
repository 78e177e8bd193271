import { CustomResource, customResources } from '../schema/crds';

/** One kind the API server serves. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** `status`, `scale`, `log`, `proxy`. */
  readonly subresources: readonly string[];
  readonly custom?: CustomResource;
}

type BuiltIn = [
  plural: string,
  kind: string,
  shortNames?: string,
  subresources?: string,
  scope?: 'cluster',
];

// Kinds the sandbox fills (pods, services, events, deployments) and kinds it only keeps what is
// written, so that clients which list them get an empty list instead of 404.
const BUILT_INS: Record<string, BuiltIn[]> = {
  '/v1': [
    ['namespaces', 'Namespace', 'ns', 'status', 'cluster'],
    ['nodes', 'Node', 'no', 'status', 'cluster'],
    ['pods', 'Pod', 'po', 'log status'],
    ['services', 'Service', 'svc', 'proxy status'],
    ['events', 'Event', 'ev'],
    ['configmaps', 'ConfigMap', 'cm'],
    ['secrets', 'Secret'],
    ['serviceaccounts', 'ServiceAccount', 'sa'],
    ['endpoints', 'Endpoints', 'ep'],
    ['limitranges', 'LimitRange', 'limits'],
    ['resourcequotas', 'ResourceQuota', 'quota', 'status'],
    ['persistentvolumeclaims', 'PersistentVolumeClaim', 'pvc', 'status'],
  ],
  'apps/v1': [
    ['deployments', 'Deployment', 'deploy', 'status'],
    ['replicasets', 'ReplicaSet', 'rs', 'status'],
    ['statefulsets', 'StatefulSet', 'sts', 'status'],
    ['daemonsets', 'DaemonSet', 'ds', 'status'],
  ],
  'batch/v1': [
    ['jobs', 'Job', '', 'status'],
    ['cronjobs', 'CronJob', 'cj', 'status'],
  ],
  'autoscaling/v1': [
    ['horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'hpa', 'status'],
  ],
  'autoscaling/v2': [
    ['horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'hpa', 'status'],
  ],
  'networking.k8s.io/v1': [
    ['ingresses', 'Ingress', 'ing', 'status'],
    ['networkpolicies', 'NetworkPolicy', 'netpol'],
  ],
  'rbac.authorization.k8s.io/v1': [
    ['roles', 'Role'],
    ['rolebindings', 'RoleBinding'],
  ],
  // Of the Prometheus operator, which is not simulated.
  'monitoring.coreos.com/v1': [
    ['podmonitors', 'PodMonitor', 'pmon'],
    ['prometheusrules', 'PrometheusRule', 'promrule'],
  ],
  'policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget', 'pdb']],
  'metrics.k8s.io/v1beta1': [['pods', 'PodMetrics']],
  'apiextensions.k8s.io/v1': [
    [
      'customresourcedefinitions',
      'CustomResourceDefinition',
      'crd',
      '',
      'cluster',
    ],
  ],
};

function builtIns(): Resource[] {
  return Object.entries(BUILT_INS).flatMap(([groupVersion, rows]) => {
    const [group, version] = groupVersion.split('/');
    return rows.map(([plural, kind, shortNames, subresources, scope]) => ({
      group,
      version,
      plural,
      singular: kind.toLowerCase(),
      kind,
      namespaced: scope !== 'cluster',
      shortNames: shortNames ? shortNames.split(' ') : [],
      categories: ['pods', 'services', 'deployments'].includes(plural)
        ? ['all']
        : [],
      subresources: subresources ? subresources.split(' ') : [],
    }));
  });
}

let registered: readonly Resource[] | undefined;

/** Every kind the API server knows. */
export function allResources(): readonly Resource[] {
  registered ??= [
    ...builtIns(),
    ...customResources().map(custom => ({
      group: custom.group,
      version: custom.version,
      plural: custom.plural,
      singular: custom.singular,
      kind: custom.kind,
      namespaced: true,
      shortNames: custom.shortNames,
      categories: [],
      subresources: custom.hasScale ? ['status', 'scale'] : ['status'],
      custom,
    })),
  ];
  return registered;
}

/** The kind behind a path, or undefined. */
export function findResource(
  group: string,
  version: string,
  plural: string,
): Resource | undefined {
  return allResources().find(
    resource =>
      resource.group === group &&
      resource.version === version &&
      resource.plural === plural,
  );
}

/**
 * The kind behind `apiVersion` and `kind`.
 *
 * @throws Error when the sandbox does not serve it.
 */
export function resourceOfKind(apiVersion: string, kind: string): Resource {
  const [group, version] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion];
  const found = allResources().find(
    resource =>
      resource.group === group &&
      resource.version === version &&
      resource.kind === kind,
  );
  if (!found) throw new Error(`No kind ${kind} in ${apiVersion} is served`);
  return found;
}

/** `v1`, or `apps/v1`. */
export function apiVersionOf(resource: Resource): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}
