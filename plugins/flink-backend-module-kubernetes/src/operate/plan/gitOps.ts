import type { PlanWarning } from '@flink-portal/backstage-plugin-flink-node';
import type { ObjectMeta } from '../../resources';

const MANAGERS: ReadonlyArray<[RegExp, string]> = [
  [/^argocd/, 'Argo CD'],
  [/^(kustomize|helm)-controller$/, 'Flux'],
  [/^helm$/i, 'Helm'],
];

/** Who else keeps the object's spec, by the marks such tools leave. */
export function gitOpsOwner({
  labels,
  annotations,
  managedFields,
}: ObjectMeta): string | undefined {
  const keys = [...Object.keys(labels), ...Object.keys(annotations)];
  const has = (prefix: string) => keys.some(key => key.startsWith(prefix));
  if (has('argocd.argoproj.io/')) return 'Argo CD';
  if (has('kustomize.toolkit.fluxcd.io/') || has('helm.toolkit.fluxcd.io/'))
    return 'Flux';
  for (const [pattern, tool] of MANAGERS) {
    if (
      managedFields.some(
        entry => !entry.subresource && pattern.test(entry.manager ?? ''),
      )
    ) {
      return tool;
    }
  }
  if (labels['app.kubernetes.io/managed-by'] === 'Helm' || has('meta.helm.sh/'))
    return 'Helm';
  // Argo CD's default tracking label; charts set it too, so it is a hint only.
  return labels['app.kubernetes.io/instance']
    ? 'a deployment tool (label app.kubernetes.io/instance)'
    : undefined;
}

/** @returns the warning that the change will not last */
export function gitOpsWarning(meta: ObjectMeta): PlanWarning | undefined {
  const owner = gitOpsOwner(meta);
  if (!owner) return undefined;
  return {
    code: 'gitops-owner',
    severity: 'warning',
    message:
      owner === 'Helm'
        ? 'Helm installed this object: the next helm upgrade puts back what the chart says. Make the same change in the chart’s values.'
        : `${owner} keeps this object: it will undo the change when it next syncs, at once where it heals by itself. Make the same change in the repository it syncs from.`,
  };
}
