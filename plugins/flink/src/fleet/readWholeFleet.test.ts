import { application, FakeFlinkApi, fleetPage } from '../__testUtils__';
import { readWholeFleet } from './readWholeFleet';

describe('reading the whole fleet', () => {
  it('follows the cursors from the first page, whatever page is shown', async () => {
    const api = new FakeFlinkApi();
    const item = (name: string) => application({ id: name, name });
    api.listApplications
      .mockResolvedValueOnce(
        fleetPage({ items: [item('a'), item('b')], nextCursor: 'n1' }),
      )
      .mockResolvedValueOnce(
        fleetPage({ items: [item('b'), item('c')], totalItems: 3 }),
      );
    const { items, totalItems } = await readWholeFleet(api, {
      verdict: ['Unknown'],
      cursor: 'page7',
      limit: 25,
    });
    expect(items.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(totalItems).toBe(3);
    expect(api.listApplications.mock.calls).toEqual([
      [{ verdict: ['Unknown'], limit: 200 }],
      [{ verdict: ['Unknown'], limit: 200, cursor: 'n1' }],
    ]);
  });

  it('stops at 5,000 applications', async () => {
    const api = new FakeFlinkApi();
    api.listApplications.mockResolvedValue(fleetPage({ nextCursor: 'again' }));
    await readWholeFleet(api, {});
    expect(api.listApplications).toHaveBeenCalledTimes(25);
  });
});
