import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { PlanProblem } from '@flink-portal/backstage-plugin-flink-common';

/** A kind that may be applied, and its name in the API's paths. In the order in which they need each other. */
const KINDS = [
  ['v1', 'ServiceAccount', 'serviceaccounts'],
  ['v1', 'ConfigMap', 'configmaps'],
  ['rbac.authorization.k8s.io/v1', 'Role', 'roles'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies'],
  ['flink.apache.org/v1beta1', 'FlinkDeployment', 'flinkdeployments'],
  ['monitoring.coreos.com/v1', 'PodMonitor', 'podmonitors'],
  ['monitoring.coreos.com/v1', 'PrometheusRule', 'prometheusrules'],
] as const;

/** An object to apply, checked for what its address is made of. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Of the API server, without a query. */
  readonly path: string;
  /** The whole object, with its namespace. */
  readonly body: object;
}

/** Where and for which job objects may be applied. */
export interface ManifestScope {
  readonly namespace: string;
  readonly jobName: string;
}

const shape = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/**
 * Reads manifests and refuses whatever is not of the job: other kinds, namespaces and names.
 *
 * @param file - what to call the text in problems
 */
export function readManifests(
  text: string,
  file: string,
  scope: ManifestScope,
): { readonly manifests: Manifest[]; readonly problems: PlanProblem[] } {
  const manifests: Manifest[] = [];
  const problems: PlanProblem[] = [];
  parseAllDocuments(text).forEach((document, index) => {
    const field = `${file}[${index}]`;
    const [error] = document.errors;
    const value: unknown = error ? undefined : document.toJS();
    if (error) {
      problems.push({ field, message: error.message });
    } else if (value !== null) {
      const read = readManifest(value, scope);
      if (typeof read === 'string') {
        problems.push({ field, message: read });
      } else {
        manifests.push(read);
      }
    }
  });
  return { manifests, problems };
}

/** Sorts what others need to the front. */
export function inOrder(manifests: readonly Manifest[]): Manifest[] {
  const place = ({ kind }: Manifest) =>
    KINDS.findIndex(([, known]) => known === kind);
  return [...manifests].sort((one, other) => place(one) - place(other));
}

function readManifest(
  value: unknown,
  { namespace, jobName }: ManifestScope,
): Manifest | string {
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    return `This is no Kubernetes object: ${parsed.error.issues
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('; ')}.`;
  }
  const { apiVersion, kind, metadata } = parsed.data;
  const known = KINDS.find(
    ([version, name]) => version === apiVersion && name === kind,
  );
  if (!known) {
    return `${apiVersion} ${kind} is nothing a Flink job needs; allowed are ${KINDS.map(
      ([version, name]) => `${version} ${name}`,
    ).join(', ')}.`;
  }
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    return `${kind} ${metadata.name} is for the namespace ${metadata.namespace}; the plan is for ${namespace}.`;
  }
  const { name } = metadata;
  const isOfJob =
    name === jobName ||
    (kind !== 'FlinkDeployment' && name.startsWith(`${jobName}-`));
  if (!isOfJob) {
    return `${kind} ${name} is not of the job ${jobName}; its objects are named after it.`;
  }
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  return {
    apiVersion,
    kind,
    name,
    namespace,
    path: `/${root}/${apiVersion}/namespaces/${encodeURIComponent(namespace)}/${
      known[2]
    }/${encodeURIComponent(name)}`,
    body: { ...parsed.data, metadata: { ...metadata, namespace } },
  };
}
