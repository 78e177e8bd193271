import { judged } from '../__testUtils__/judged';
import { toApplicationRow } from '../store/applicationColumns';
import { presentSummary } from './presentApplication';

const confirmedBy = (owner: string | null, confirmed: string | null) =>
  presentSummary({
    ...toApplicationRow(judged('orders', 1_000), 1_000),
    owner,
    confirmed_owner: confirmed,
  }).ownerConfirmed;

describe('the owner of a summary', () => {
  it('is confirmed when it is the confirmed one', () => {
    expect(confirmedBy('group:default/a', 'group:default/a')).toBe(true);
  });

  it('is not when nobody or somebody else is', () => {
    expect(confirmedBy('group:default/a', null)).toBe(false);
    expect(confirmedBy('group:default/a', 'group:default/b')).toBe(false);
  });

  it('is neither when there is none', () => {
    expect(confirmedBy(null, null)).toBeUndefined();
  });
});
