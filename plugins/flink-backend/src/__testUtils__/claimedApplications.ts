import type { Entity } from '@backstage/catalog-model';
import { identity } from './observations';

function claiming(name: string, owner: string, application: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'aws.amazon.com/managed-flink-application-arn':
          identity(application).externalId,
      },
    },
    spec: { type: 'service', owner },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

/** Applications in every relation to the entities that name them. */
export const CLAIMED_APPLICATIONS = {
  'confirmed owner': identity('confirmed', { labels: { owner: 'payments' } }),
  'unconfirmed claim': identity('unconfirmed'),
  'forged claim': identity('forged', { labels: { owner: 'payments' } }),
  'two claims': identity('twice', {
    labels: { 'backstage.io/entity-ref': 'component:default/twice' },
  }),
} as const;

export type Relation = keyof typeof CLAIMED_APPLICATIONS;

/** What the catalog says of them; `payments` owns what is real, `search` wrote what is not. */
export const CLAIMING_ENTITIES: Entity[] = [
  claiming('confirmed', 'payments', 'confirmed'),
  claiming('unconfirmed', 'payments', 'unconfirmed'),
  claiming('forged', 'search', 'forged'),
  claiming('twice', 'payments', 'twice'),
  claiming('twice-again', 'search', 'twice'),
];
