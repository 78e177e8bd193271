import type { Claim, Ownership } from '../claims/Ownership';
import { explainDenial } from './explainDenial';

const TEAM = ['user:default/jane', 'group:default/payments'];
const own: Claim = {
  entityRef: 'component:default/orders',
  owner: 'group:default/payments',
  message: 'It does not confirm component:default/orders.',
};
const strangers: Claim = {
  entityRef: 'component:default/secret',
  owner: 'group:default/strangers',
  message: 'It does not confirm component:default/secret.',
};
const of = (ownership: Partial<Ownership>) =>
  explainDenial('forceStop', { claims: [], ...ownership }, TEAM);

describe('explainDenial', () => {
  it('tells the owner of an unconfirmed entity what is missing', () => {
    expect(of({ claims: [strangers, own] })).toBe(
      'You may not force-stop this application. It does not confirm component:default/orders.',
    );
  });

  it('tells it whatever the case of the owner', () => {
    expect(
      of({ claims: [{ ...own, owner: 'Group:default/Payments' }] }),
    ).toContain('does not confirm component:default/orders');
  });

  it('tells a confirmed owner that the policy says no', () => {
    expect(
      of({ confirmedOwner: 'group:default/payments', claims: [own] }),
    ).toContain('You are a confirmed owner (group:default/payments)');
  });

  it('tells the owner of a confirmed entity who comes before', () => {
    expect(
      of({
        confirmedOwner: 'group:default/search',
        claims: [{ ...own, confirmedBy: 'configuration' }],
      }),
    ).toContain(
      'component:default/orders is confirmed, but rights go to group:default/search',
    );
  });

  it('names no entity of others', () => {
    const said = of({
      confirmedOwner: 'group:default/search',
      claims: [strangers],
    });

    expect(said).not.toContain('secret');
    expect(said).toContain('It belongs to group:default/search');
  });

  it('says that nobody owns it', () => {
    expect(of({ claims: [strangers] })).toContain(
      'Nobody is confirmed as its owner',
    );
  });

  it('speaks of any change when asked for none in particular', () => {
    expect(explainDenial(undefined, undefined, TEAM)).toBe(
      'You may not change this application.',
    );
  });
});
