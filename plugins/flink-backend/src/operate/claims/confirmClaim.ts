import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  ApplicationIdentity,
  Runtime,
} from '@flink-portal/backstage-plugin-flink-common';
import { labelOf, ownerLabel, toOwnerRef } from '../../store/labelFacts';
import type { LifecycleSettings } from '../config/LifecycleSettings';
import type { Claim } from './Ownership';
import { ownerOfPlace } from './ownerOfPlace';

/** The tag, label or annotation by which an application names its entity. */
export const ENTITY_REF_LABEL = 'backstage.io/entity-ref';

interface Words {
  readonly entityRef: string;
  readonly owner: string;
  readonly between: string;
  readonly place: string;
}

const WORDS: Readonly<Record<Runtime, Words>> = {
  managed: {
    entityRef: 'tag',
    owner: 'tag',
    between: '=',
    place: 'the account',
  },
  kubernetes: {
    entityRef: 'annotation',
    owner: 'label',
    between: ': ',
    place: 'the cluster or namespace',
  },
  standalone: {
    entityRef: 'label',
    owner: 'label',
    between: '=',
    place: 'the cluster',
  },
};

/**
 * Whether an application confirms an entity that names it. Anyone can write an annotation; only who may change
 * the application, or the portal's configuration, can confirm it.
 *
 * @param entity - its ref as the catalog writes it, and its owner
 */
export function confirmClaim(
  entity: Pick<Claim, 'entityRef' | 'owner'>,
  application: ApplicationIdentity,
  ownership: LifecycleSettings['ownership'],
): Claim {
  const { entityRef, owner } = entity;
  const { labels, runtime } = application;
  const named = labelOf(labels, ENTITY_REF_LABEL);
  if (named && toEntityRef(named.value) === entityRef) {
    const without = owner
      ? ''
      : ' The entity has no owner, so nobody has rights by it.';
    return {
      entityRef,
      owner,
      confirmedBy: 'entityRef',
      message: `Confirmed: the application's ${WORDS[runtime].entityRef} ${named.key} names ${entityRef}.${without}`,
    };
  }
  const tag = ownerLabel(labels);
  if (owner && tag && toOwnerRef(tag.value) === owner) {
    return {
      entityRef,
      owner,
      confirmedBy: 'owner',
      message: `Confirmed: the application's ${WORDS[runtime].owner} ${tag.key} names ${owner}, the owner of ${entityRef}.`,
    };
  }
  const configured = ownerOfPlace(application, ownership);
  if (owner && configured?.owner === owner) {
    return {
      entityRef,
      owner,
      confirmedBy: 'configuration',
      message: `Confirmed: flink.ownership gives ${configured.place} to ${owner}, the owner of ${entityRef}.`,
    };
  }
  return { entityRef, owner, message: missing(entity, runtime, named, tag) };
}

/**
 * `component:default/orders`, `default/orders` and `orders` name the same entity.
 *
 * @returns undefined for what is no reference
 */
function toEntityRef(text: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

function missing(
  { entityRef, owner }: Pick<Claim, 'entityRef' | 'owner'>,
  runtime: Runtime,
  named: { key: string } | undefined,
  tag: { key: string; value: string } | undefined,
): string {
  const words = WORDS[runtime];
  // Whom it names instead is for those to know who may see that entity.
  const instead = [
    ...(named
      ? [`Its ${words.entityRef} ${named.key} names another entity.`]
      : []),
    ...(owner && tag
      ? [`Its ${words.owner} ${tag.key} says ${tag.value}.`]
      : []),
  ];
  const ways = [
    `${named ? 'set' : 'add'} the ${words.entityRef} ${ENTITY_REF_LABEL}${
      words.between
    }${entityRef}`,
    ...ownerWay(owner, tag?.key, runtime),
  ];
  const configuration = owner
    ? `, or name ${words.place} under flink.ownership`
    : '';
  return [
    'Anyone can annotate an entity with this application.',
    ...instead,
    `It does not confirm ${entityRef}: ${ways.join(
      ' or ',
    )} to the application${configuration}.`,
  ].join(' ');
}

function ownerWay(
  owner: string | undefined,
  key: string | undefined,
  runtime: Runtime,
): string[] {
  const value = owner?.replace(/^group:default\//, '');
  // A Kubernetes label cannot hold the colon and slash of a full reference.
  if (!value || (runtime === 'kubernetes' && value.includes(':'))) {
    return [];
  }
  const { owner: word, between } = WORDS[runtime];
  const prefix = word === WORDS[runtime].entityRef ? '' : `the ${word} `;
  return [`${prefix}${key ?? 'owner'}${between}${value}`];
}
