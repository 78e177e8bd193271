import { VERDICTS } from '@flink-portal/backstage-plugin-flink-common';
import {
  act,
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendError,
  FakeFlinkApi,
  fleetItems,
  fleetPage,
  renderWithFlink,
} from '../__testUtils__';
import { FleetContent } from './FleetContent';

// Whether each of hundreds of cells is visible costs seconds to compute in jsdom.
configure({ defaultHidden: true });

async function renderFleet(path = '/', api = new FakeFlinkApi()) {
  await renderWithFlink(<FleetContent />, api, { path });
  return api;
}

const address = () => screen.getByTestId('address').textContent;
const lastQuery = (api: FakeFlinkApi) =>
  api.listApplications.mock.lastCall?.[0];
const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('row')
    .slice(1)
    .map(row => within(row).getAllByRole('cell')[1].textContent);

describe('the fleet', () => {
  it('shows counts of every verdict, worst first, with Unknown for itself', async () => {
    await renderFleet();
    await screen.findByRole('table');
    const strip = screen.getByRole('group', { name: 'Filter by verdict' });
    expect(
      within(strip)
        .getAllByRole('button')
        .map(button => button.textContent),
    ).toEqual([
      'Unhealthy2',
      'Degraded5',
      'Unknown3',
      'Changing1',
      'Stopped14',
      'Healthy107',
    ]);
    expect(screen.getByText('132 applications')).toBeInTheDocument();
  });

  it.each(VERDICTS)('has a row that says %s', async verdict => {
    await renderFleet();
    const table = await screen.findByRole('table');
    expect(within(table).getByText(verdict)).toBeInTheDocument();
  });

  it('links a name to the tab of its entity, or to its own page without one', async () => {
    await renderFleet();
    expect(
      await screen.findByRole('link', { name: 'degraded-job' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/degraded-service/flink?application=managed%3A111122223333%2Fus-east-1%2Fdegraded-job',
    );
  });

  it('filters by verdict and keeps that in the URL', async () => {
    const api = await renderFleet();
    const button = await screen.findByRole('button', { name: /^Unknown/ });
    expect(button).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(button);
    expect(button).toHaveAttribute('aria-pressed', 'true');
    expect(address()).toBe('/?verdict=Unknown');
    await waitFor(() =>
      expect(lastQuery(api)).toMatchObject({ verdict: ['Unknown'] }),
    );
    await userEvent.click(button);
    expect(address()).toBe('/');
  });

  it('takes its filters from the URL', async () => {
    const api = await renderFleet(
      '/?verdict=Degraded&environment=prod&q=orders&sort=lag&size=50&cursor=p2',
    );
    await screen.findByRole('table');
    expect(lastQuery(api)).toEqual({
      verdict: ['Degraded'],
      environment: ['prod'],
      q: 'orders',
      sort: 'lag',
      order: 'desc',
      limit: 50,
      cursor: 'p2',
    });
    expect(screen.getByRole('searchbox')).toHaveValue('orders');
  });

  it('asks once after a pause in typing', async () => {
    const api = await renderFleet();
    await screen.findByRole('table');
    const before = api.listApplications.mock.calls.length;
    await userEvent.type(screen.getByRole('searchbox'), 'orders');
    await waitFor(() => expect(address()).toBe('/?q=orders'));
    expect(api.listApplications).toHaveBeenCalledTimes(before + 1);
    expect(lastQuery(api)).toMatchObject({ q: 'orders' });
  });

  it('filters by environment with several values', async () => {
    await renderFleet();
    await screen.findByRole('table');
    fireEvent.mouseDown(screen.getByLabelText('Environment'));
    await userEvent.click(screen.getByRole('option', { name: 'prod' }));
    await userEvent.click(screen.getByRole('option', { name: 'dev' }));
    expect(address()).toBe('/?environment=prod&environment=dev');
  });

  it('clears all filters at once', async () => {
    await renderFleet('/?verdict=Unknown&q=x&sort=lag');
    await screen.findByRole('table');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('/?sort=lag');
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it('shows what the reader owns', async () => {
    const api = await renderFleet();
    await screen.findByRole('table');
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    expect(address()).toBe('/?mine=1');
    await waitFor(() =>
      expect(lastQuery(api)).toMatchObject({ owner: ['user:default/guest'] }),
    );
  });
});

describe('order and pages of the fleet', () => {
  it('sorts on the server by the headers and says so', async () => {
    const api = await renderFleet();
    await screen.findByRole('table');
    expect(
      screen.getByRole('columnheader', { name: 'Verdict' }),
    ).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Lag' }));
    expect(address()).toBe('/?sort=lag');
    expect(screen.getByRole('columnheader', { name: 'Lag' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await waitFor(() =>
      expect(lastQuery(api)).toMatchObject({ sort: 'lag', order: 'desc' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Lag' }));
    expect(address()).toBe('/?sort=lag&order=asc');
  });

  it('sorts by keyboard', async () => {
    await renderFleet();
    await screen.findByRole('table');
    screen.getByRole('button', { name: 'Name' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(address()).toBe('/?sort=name');
  });

  it('turns pages by cursor', async () => {
    const api = new FakeFlinkApi();
    api.listApplications.mockImplementation(async ({ cursor }) =>
      cursor === 'next'
        ? fleetPage({ items: [fleetItems[5]], prevCursor: 'prev' })
        : fleetPage({ nextCursor: 'next' }),
    );
    await renderFleet('/?verdict=Healthy', api);
    await screen.findByRole('table');
    expect(
      screen.getByRole('button', { name: 'Previous page' }),
    ).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(address()).toBe('/?verdict=Healthy&cursor=next');
    await waitFor(() => expect(names()).toEqual(['healthy-job']));
    expect(screen.getByRole('button', { name: 'Next page' })).toBeDisabled();
  });

  it('keeps the rows in place while somebody points at them', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const api = await renderFleet();
    await screen.findByRole('table');
    const before = names();
    await user.hover(screen.getByTestId('flink-fleet-rows'));
    api.listApplications.mockResolvedValue(
      fleetPage({ items: [...fleetItems].reverse() }),
    );
    act(() => {
      jest.advanceTimersByTime(61_000);
    });
    expect(await screen.findByText(/updates paused/)).toBeInTheDocument();
    expect(names()).toEqual(before);
    await user.unhover(screen.getByTestId('flink-fleet-rows'));
    await waitFor(() => expect(names()).toEqual([...before].reverse()));
    jest.useRealTimers();
  });
});

describe('the fleet when not all is known', () => {
  it('names the source that did not answer', async () => {
    await renderFleet();
    const note = await screen.findByRole('note');
    expect(note).toHaveTextContent('1 of 2 sources answered.');
    expect(note).toHaveTextContent(
      'eks-prod is Unknown: the API server does not answer',
    );
  });

  it('proves that it looked when there is nothing', async () => {
    const api = new FakeFlinkApi();
    api.listApplications.mockResolvedValue(
      fleetPage({ items: [], totalItems: 0 }),
    );
    await renderFleet('/', api);
    expect(
      await screen.findByText(/Connected to 2 sources, 0 applications/),
    ).toHaveTextContent(/Last looked/);
  });

  it('says that filters hide everything', async () => {
    const api = new FakeFlinkApi();
    api.listApplications.mockResolvedValue(
      fleetPage({ items: [], totalItems: 0 }),
    );
    await renderFleet('/?q=nothing', api);
    expect(
      await screen.findByText(/No application matches these filters/),
    ).toBeInTheDocument();
  });

  it('explains a refusal', async () => {
    const api = new FakeFlinkApi();
    api.listApplications.mockRejectedValue(await backendError(403, 'no'));
    await renderFleet('/', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not read the fleet',
    );
  });
});

describe('the CSV of the fleet', () => {
  it('holds what the current filters match', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
      saved.push(blob);
      return 'blob:csv';
    });
    URL.revokeObjectURL = jest.fn();
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    const api = await renderFleet('/?verdict=Unknown');
    await screen.findByRole('table');
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(
      await screen.findByText('Exported 6 of 132 applications.'),
    ).toBeInTheDocument();
    expect(lastQuery(api)).toMatchObject({ verdict: ['Unknown'], limit: 200 });
    expect(click).toHaveBeenCalledTimes(1);
    expect(saved[0].type).toMatch(/text\/csv/);
    click.mockRestore();
  });

  it('says when nothing could be exported', async () => {
    const api = await renderFleet();
    await screen.findByRole('table');
    api.listApplications.mockRejectedValue(await backendError(503, 'starting'));
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText(/Nothing was exported/)).toBeInTheDocument();
  });
});

describe('the fleet on a narrow screen', () => {
  it('is a list of cards', async () => {
    window.matchMedia = jest.fn().mockImplementation((media: string) => ({
      media,
      matches: media.includes('max-width:599.95px'),
      addListener: () => {},
      removeListener: () => {},
      addEventListener: () => {},
      removeEventListener: () => {},
    }));
    await renderFleet();
    const list = await screen.findByRole('list', {
      name: 'Flink applications',
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(6);
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    Reflect.deleteProperty(window, 'matchMedia');
  });
});
