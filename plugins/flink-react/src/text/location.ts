import type { Runtime } from '@flink-portal/backstage-plugin-flink-common';

const RUNTIME_NAMES: Readonly<Record<Runtime, string>> = {
  managed: 'Managed Flink',
  kubernetes: 'Kubernetes',
  standalone: 'Standalone',
};

const SCOPE_WORDS: Readonly<Record<Runtime, readonly string[]>> = {
  managed: ['account', 'region'],
  kubernetes: ['cluster', 'namespace'],
  standalone: ['cluster'],
};

/** The runtime as people call it. @public */
export function runtimeName(runtime: Runtime): string {
  return RUNTIME_NAMES[runtime] ?? runtime;
}

/** Where it runs, short: `eks-prod / payments`. @public */
export function locationText(scope: readonly string[]): string {
  return scope.join(' / ');
}

/** Where it runs, with the words for screen readers: `cluster eks-prod, namespace payments`. @public */
export function locationLabel(runtime: Runtime, scope: readonly string[]) {
  const words = SCOPE_WORDS[runtime] ?? [];
  return scope
    .map((part, index) => (words[index] ? `${words[index]} ${part}` : part))
    .join(', ');
}
