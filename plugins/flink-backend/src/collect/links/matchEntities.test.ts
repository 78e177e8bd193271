import type { Entity } from '@backstage/catalog-model';
import { identity } from '../../__testUtils__/observations';
import { matchEntities } from './matchEntities';

function entity(
  kind: string,
  name: string,
  overrides: Partial<Entity> & { labels?: Record<string, string> } = {},
): Entity {
  const { labels, ...rest } = overrides;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      labels,
      annotations: {
        'aws.amazon.com/managed-flink-application-arn':
          identity('orders').externalId,
      },
    },
    ...rest,
  };
}

const ownedBy = (targetRef: string) => ({
  relations: [{ type: 'ownedBy', targetRef }],
});

describe('matchEntities', () => {
  it('takes the owner from the relation, then from the spec, then from tags', () => {
    const orders = identity('orders', { labels: { Team: 'Tagged' } });
    const ownerWith = (...entities: Entity[]) =>
      matchEntities(entities, [orders], []).facts[0].owner;

    expect(
      ownerWith(
        entity('Component', 'orders', ownedBy('group:default/related')),
      ),
    ).toBe('group:default/related');
    expect(
      ownerWith(
        entity('Component', 'orders', { spec: { owner: 'user:jane' } }),
      ),
    ).toBe('user:default/jane');
    expect(ownerWith()).toBe('group:default/tagged');
  });

  it('asks components before resources when several entities name an application', () => {
    const { facts, links } = matchEntities(
      [
        entity('Resource', 'a-cluster', ownedBy('group:default/platform')),
        entity('Component', 'orders', ownedBy('group:default/payments')),
      ],
      [identity('orders')],
      [],
    );

    expect(links).toHaveLength(2);
    expect(facts[0]).toMatchObject({
      owner: 'group:default/payments',
      entityRefs: ['component:default/orders', 'resource:default/a-cluster'],
    });
  });

  it('has facts for applications that nothing names, so that an old link goes', () => {
    const { facts } = matchEntities(
      [],
      [identity('orders', { labels: { env: 'prod', tier: '2' } })],
      [],
    );

    expect(facts).toEqual([
      {
        applicationId: identity('orders').id,
        entityRefs: [],
        owner: undefined,
        environment: 'prod',
        tier: '2',
        confirmedOwner: undefined,
        confirmedEnvironment: 'prod',
      },
    ]);
  });

  it('leaves out an owner that no entity can be called', () => {
    const { facts } = matchEntities(
      [],
      [
        identity('orders', {
          labels: { owner: 'Jane Doe <jane@example.com>' },
        }),
      ],
      [],
    );

    expect(facts[0].owner).toBeUndefined();
  });
});
