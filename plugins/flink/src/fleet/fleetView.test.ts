import {
  changeView,
  fleetQuery,
  fleetViewParams,
  isFiltered,
  parseFleetView,
  withoutFilters,
} from './fleetView';

const view = (search: string) => parseFleetView(new URLSearchParams(search));

describe('the fleet view in the URL', () => {
  it.each([
    '',
    'verdict=Unhealthy&verdict=Unknown',
    'runtime=kubernetes&owner=group%3Adefault%2Fpayments&environment=prod&source=eks-prod&flinkVersion=1.20',
    'q=orders+%26+co&mine=1&sort=lag&size=100&cursor=abc',
    'order=desc',
    'sort=lag&order=asc',
  ])('reads and writes "%s" as the same view', search => {
    expect(fleetViewParams(view(search)).toString()).toBe(search);
  });

  it('ignores what it does not know', () => {
    expect(
      fleetViewParams(
        view('verdict=Fine&runtime=mainframe&sort=luck&size=7&order=up'),
      ).toString(),
    ).toBe('');
  });

  it('goes back to the first page when the question changes', () => {
    const turned = view('cursor=page2');
    expect(changeView(turned, { q: 'x' }).cursor).toBeUndefined();
    expect(changeView(turned, { cursor: 'page3' }).cursor).toBe('page3');
  });

  it('removes every filter and keeps the order', () => {
    const all = view('verdict=Unknown&q=x&mine=1&owner=a&sort=lag&cursor=c');
    expect(isFiltered(all)).toBe(true);
    expect(fleetViewParams(withoutFilters(all)).toString()).toBe('sort=lag');
  });
});

describe('the question to the backend', () => {
  it('is worst first, 25 at a time, unless told', () => {
    expect(fleetQuery(view(''), undefined)).toEqual({
      sort: 'verdict',
      order: 'asc',
      limit: 25,
    });
  });

  it('takes "mine" as the owners the reader is', () => {
    expect(
      fleetQuery(view('mine=1&owner=group%3Adefault%2Fother'), [
        'user:default/kira',
        'group:default/payments',
      ]),
    ).toMatchObject({
      owner: ['user:default/kira', 'group:default/payments'],
    });
  });

  it.each([undefined, []])(
    'asks nothing for "mine" of nobody (%p), since no owner would mean any',
    refs => {
      expect(fleetQuery(view('mine=1'), refs)).toBeUndefined();
    },
  );
});
