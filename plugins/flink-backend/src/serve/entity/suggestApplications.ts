import type { Entity } from '@backstage/catalog-model';
import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';

const SHOWN = 5;
/** Labels by which the world names the thing an object belongs to. */
const NAMING_LABELS = [
  'app',
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'backstage.io/kubernetes-id',
  'service',
  'component',
  'application',
];

/**
 * Applications that may be the entity's, best first: those whose labels name it, those of the same name,
 * those whose name contains the entity's or the other way round.
 */
export function suggestApplications(
  entity: Entity,
  applications: readonly ApplicationIdentity[],
): ApplicationIdentity[] {
  const wanted = simplify(entity.metadata.name);
  return applications
    .map(application => ({ application, score: score(wanted, application) }))
    .filter(each => each.score > 0)
    .sort(
      (left, right) =>
        right.score - left.score ||
        (left.application.id < right.application.id ? -1 : 1),
    )
    .slice(0, SHOWN)
    .map(({ application }) => application);
}

function score(wanted: string, { name, labels }: ApplicationIdentity): number {
  const candidate = simplify(name);
  if (candidate === wanted) {
    return 3;
  }
  if (NAMING_LABELS.some(key => simplify(labels[key] ?? '') === wanted)) {
    return 2;
  }
  const [shorter, longer] =
    candidate.length < wanted.length
      ? [candidate, wanted]
      : [wanted, candidate];
  return shorter.length >= 4 && longer.includes(shorter) ? 1 : 0;
}

/** `orders-enricher-prod` and `OrdersEnricher` name the same thing. */
function simplify(name: string): string {
  return name
    .toLocaleLowerCase('en')
    .replace(/[^a-z0-9]+/g, '')
    .replace(/(flink|job|prod|production|staging|dev)$/, '');
}
