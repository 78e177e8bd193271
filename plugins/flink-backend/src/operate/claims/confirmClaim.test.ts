import { identity } from '../../__testUtils__/observations';
import { confirmClaim } from './confirmClaim';

const ORDERS = {
  entityRef: 'component:default/orders',
  owner: 'group:default/payments',
};

const labelled = (labels: Record<string, string>) =>
  identity('orders', { labels });

function onKubernetes(labels: Record<string, string>) {
  return identity('orders', {
    id: 'kubernetes:eks/payments/orders',
    runtime: 'kubernetes',
    sourceId: 'kubernetes:eks',
    scope: ['eks', 'payments'],
    labels,
  });
}

describe('confirmClaim', () => {
  it('does not confirm what only the entity says, and tells three ways to change that', () => {
    expect(confirmClaim(ORDERS, labelled({}), [])).toEqual({
      ...ORDERS,
      message:
        'Anyone can annotate an entity with this application. It does not confirm component:default/orders: add the tag backstage.io/entity-ref=component:default/orders or owner=payments to the application, or name the account under flink.ownership.',
    });
  });

  it('tells of annotations and labels on Kubernetes', () => {
    expect(confirmClaim(ORDERS, onKubernetes({}), []).message).toBe(
      'Anyone can annotate an entity with this application. It does not confirm component:default/orders: add the annotation backstage.io/entity-ref: component:default/orders or the label owner: payments to the application, or name the cluster or namespace under flink.ownership.',
    );
  });

  it('offers no label on Kubernetes that no label can hold', () => {
    const { message } = confirmClaim(
      { ...ORDERS, owner: 'user:default/jane' },
      onKubernetes({}),
      [],
    );

    expect(message).not.toContain('label owner');
    expect(message).toContain('annotation backstage.io/entity-ref');
  });

  it.each([
    ['the whole reference', 'component:default/orders'],
    ['another case', 'Component:Default/Orders'],
    ['no kind', 'default/orders'],
    ['no kind and no namespace', ' orders '],
    ['no namespace', 'component:orders'],
  ])('takes an entity-ref tag with %s', (_, value) => {
    expect(
      confirmClaim(ORDERS, labelled({ 'Backstage.io/Entity-Ref': value }), []),
    ).toEqual({
      ...ORDERS,
      confirmedBy: 'entityRef',
      message:
        "Confirmed: the application's tag Backstage.io/Entity-Ref names component:default/orders.",
    });
  });

  it.each([
    'component:default/orders-2',
    'resource:default/orders',
    'component:other/orders',
    'component:default/order',
    'a:b:c/d/e',
    '',
  ])('does not take an entity-ref tag %p for this entity', value => {
    expect(
      confirmClaim(ORDERS, labelled({ 'backstage.io/entity-ref': value }), [])
        .confirmedBy,
    ).toBeUndefined();
  });

  it('takes shorthand for a component, so that another kind must say its kind', () => {
    const resource = { ...ORDERS, entityRef: 'resource:default/orders' };
    const confirmed = (value: string) =>
      confirmClaim(resource, labelled({ 'backstage.io/entity-ref': value }), [])
        .confirmedBy;

    expect(confirmed('orders')).toBeUndefined();
    expect(confirmed('resource:orders')).toBe('entityRef');
  });

  it('says that the application names another entity, and not which', () => {
    const { message, confirmedBy } = confirmClaim(
      ORDERS,
      labelled({ 'backstage.io/entity-ref': 'component:default/secret' }),
      [],
    );

    expect(confirmedBy).toBeUndefined();
    expect(message).toContain(
      'Its tag backstage.io/entity-ref names another entity. It does not confirm component:default/orders: set the tag',
    );
    expect(message).not.toContain('secret');
  });

  it('confirms an entity without an owner and says that nobody gains by it', () => {
    expect(
      confirmClaim(
        { entityRef: ORDERS.entityRef },
        labelled({ 'backstage.io/entity-ref': 'orders' }),
        [],
      ).message,
    ).toContain('The entity has no owner, so nobody has rights by it.');
  });

  it.each([
    [{ owner: 'payments' }, 'group:default/payments'],
    [{ Owner: 'Payments' }, 'group:default/payments'],
    [{ team: 'group:payments' }, 'group:default/payments'],
    [{ owner: 'user:jane' }, 'user:default/jane'],
    [{ owner: 'user:default/jane' }, 'user:default/jane'],
    [{ owner: 'group:team-a/payments' }, 'group:team-a/payments'],
  ])('takes the owner tag %j for %s', (labels, owner) => {
    expect(
      confirmClaim({ ...ORDERS, owner }, labelled(labels), []),
    ).toMatchObject({ owner, confirmedBy: 'owner' });
  });

  it.each([
    ['a user of the same name', { owner: 'payments' }, 'user:default/payments'],
    ['another namespace', { owner: 'payments' }, 'group:team-a/payments'],
    ['another team', { owner: 'search' }, 'group:default/payments'],
    [
      'the second tag, when the first says another',
      { owner: 'search', team: 'payments' },
      'group:default/payments',
    ],
    [
      'the odd case, when the usual says another',
      { OWNER: 'payments', owner: 'search' },
      'group:default/payments',
    ],
  ])('does not take an owner tag for %s', (_, labels, owner) => {
    expect(
      confirmClaim(
        { ...ORDERS, owner },
        labelled(labels as unknown as Record<string, string>),
        [],
      ).confirmedBy,
    ).toBeUndefined();
  });

  it('says what its owner tag says instead', () => {
    expect(
      confirmClaim(ORDERS, labelled({ team: 'search' }), []).message,
    ).toContain(
      'Its tag team says search. It does not confirm component:default/orders: add the tag backstage.io/entity-ref=component:default/orders or team=payments to the application',
    );
  });

  it('confirms by the configuration of the account', () => {
    expect(
      confirmClaim(ORDERS, labelled({}), [
        { owner: 'payments', accounts: ['111122223333'] },
      ]),
    ).toEqual({
      ...ORDERS,
      confirmedBy: 'configuration',
      message:
        'Confirmed: flink.ownership gives account 111122223333 to group:default/payments, the owner of component:default/orders.',
    });
  });

  it('says first what the application says itself', () => {
    const ownership = [{ owner: 'payments', accounts: ['111122223333'] }];
    const by = (labels: Record<string, string>) =>
      confirmClaim(ORDERS, labelled(labels), ownership).confirmedBy;

    expect(by({ owner: 'payments' })).toBe('owner');
    expect(by({ owner: 'payments', 'backstage.io/entity-ref': 'orders' })).toBe(
      'entityRef',
    );
  });
});
