import { identity } from '../../__testUtils__/observations';
import { ownerOfPlace } from './ownerOfPlace';

const MANAGED = identity('orders');
const KUBERNETES = identity('orders', {
  id: 'kubernetes:eks/payments/orders',
  runtime: 'kubernetes',
  sourceId: 'kubernetes:eks',
});

describe('ownerOfPlace', () => {
  it('names the owner of the account, and the place', () => {
    expect(
      ownerOfPlace(MANAGED, [
        { owner: 'search', accounts: ['999922223333'] },
        { owner: 'group:default/Payments', accounts: ['111122223333'] },
      ]),
    ).toEqual({
      owner: 'group:default/payments',
      place: 'account 111122223333',
    });
  });

  it('takes the first entry that matches', () => {
    expect(
      ownerOfPlace(KUBERNETES, [
        { owner: 'payments', clusters: ['eks'], namespaces: ['payments'] },
        { owner: 'platform', clusters: ['eks'] },
      ]),
    ).toEqual({
      owner: 'group:default/payments',
      place: 'cluster eks, namespace payments',
    });
  });

  it.each([
    ['only one of two lists', { clusters: ['eks'], namespaces: ['search'] }],
    ['an empty list', { clusters: ['eks'], namespaces: [] }],
    ['an account, which a cluster has not', { accounts: ['eks'] }],
    ['no list at all', {}],
    ['a longer name', { clusters: ['eks-2'] }],
  ])('matches nothing by %s', (_, lists) => {
    expect(
      ownerOfPlace(KUBERNETES, [{ owner: 'payments', ...lists }]),
    ).toBeUndefined();
  });

  it('matches a whole source', () => {
    expect(
      ownerOfPlace(MANAGED, [
        { owner: 'user:jane', sources: ['managed:111122223333/us-east-1'] },
      ])?.owner,
    ).toBe('user:default/jane');
  });
});
