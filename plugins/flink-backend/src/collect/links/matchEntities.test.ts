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

  const ref = (name: string) => ({ 'backstage.io/entity-ref': name });
  const orders = entity(
    'Component',
    'orders',
    ownedBy('group:default/payments'),
  );

  it('gives nobody a right by a forged claim, and shows it', () => {
    const forged = entity('Component', 'a-forged', {
      ...ownedBy('group:default/strangers'),
      labels: { environment: 'dev' },
    });
    const { facts, links } = matchEntities(
      [forged, orders],
      [identity('orders', { labels: { owner: 'payments', env: 'prod' } })],
      [],
    );

    expect(facts[0]).toMatchObject({
      entityRefs: ['component:default/orders', 'component:default/a-forged'],
      owner: 'group:default/payments',
      confirmedOwner: 'group:default/payments',
      confirmedEnvironment: 'prod',
    });
    expect(
      links.map(({ entityRef, confirmedBy }) => [entityRef, confirmedBy]),
    ).toEqual([
      ['component:default/a-forged', undefined],
      ['component:default/orders', 'owner'],
    ]);
  });

  it('shows a lone unconfirmed owner and confirms what the tags say', () => {
    const { facts } = matchEntities(
      [entity('Component', 'forged', ownedBy('group:default/strangers'))],
      [identity('orders', { labels: { team: 'payments' } })],
      [],
    );

    expect(facts[0]).toMatchObject({
      owner: 'group:default/strangers',
      confirmedOwner: 'group:default/payments',
    });
  });

  it('confirms the owner of the entity that the application names before its owner tag', () => {
    const { facts } = matchEntities(
      [entity('Component', 'a', ownedBy('group:default/search')), orders],
      [identity('orders', { labels: { ...ref('orders'), owner: 'search' } })],
      [],
    );

    expect(facts[0]).toMatchObject({
      entityRefs: ['component:default/orders', 'component:default/a'],
      owner: 'group:default/payments',
      confirmedOwner: 'group:default/payments',
    });
  });

  it('takes the environment from the entity that the application names', () => {
    const environmentBy = (labels: Record<string, string>) =>
      matchEntities(
        [
          entity('Component', 'orders', {
            ...ownedBy('group:default/payments'),
            labels: { environment: 'dev' },
          }),
        ],
        [identity('orders', { labels })],
        [],
      ).facts[0];

    expect(environmentBy(ref('orders')).confirmedEnvironment).toBe('dev');
    expect(
      environmentBy({ ...ref('orders'), env: 'prod' }).confirmedEnvironment,
    ).toBe('prod');
    expect(environmentBy(ref('other')).confirmedEnvironment).toBeUndefined();
  });

  it('takes no environment from an entity that names the right owner only: anybody can write that', () => {
    const { facts } = matchEntities(
      [
        entity('Component', 'forged', {
          ...ownedBy('group:default/payments'),
          labels: { environment: 'dev' },
        }),
      ],
      [identity('orders', { labels: { owner: 'payments' } })],
      [],
    );

    expect(facts[0]).toMatchObject({
      environment: 'dev',
      confirmedOwner: 'group:default/payments',
      confirmedEnvironment: undefined,
    });
  });

  it('confirms by the configuration where the application says nothing', () => {
    const owner = (labels: Record<string, string>) =>
      matchEntities(
        [orders],
        [identity('orders', { labels })],
        [{ owner: 'platform', accounts: ['111122223333'] }],
      ).facts[0].confirmedOwner;

    expect(owner({})).toBe('group:default/platform');
    expect(owner({ owner: 'search' })).toBe('group:default/search');
    expect(owner(ref('orders'))).toBe('group:default/payments');
  });
});
