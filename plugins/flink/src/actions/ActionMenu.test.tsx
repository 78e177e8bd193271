import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  action,
  allowedActions,
  application,
  FakeFlinkApi,
  renderWithFlink,
} from '../__testUtils__';
import { setScreenWidth } from '../__testUtils__/setScreenWidth';
import { ActionMenu } from './ActionMenu';
import { InFlightBanner } from './InFlightBanner';

async function openMenu(api = new FakeFlinkApi()) {
  await renderWithFlink(<ActionMenu application={application()} />, api);
  await screen.findByRole('button', { name: 'Actions on orders-enrich' });
  await screen.findByRole('button', { name: /^Snapshot of/ }).catch(() => {});
  await userEvent.click(
    screen.getByRole('button', { name: 'Actions on orders-enrich' }),
  );
  return within(await screen.findByRole('menu'));
}

describe('the menu of actions', () => {
  afterEach(() => setScreenWidth(1280));

  it('shows every action in the order of danger, the last two apart', async () => {
    const menu = await openMenu();
    const names = menu
      .getAllByRole('menuitem')
      .map(item => item.textContent?.replace(/It runs since.*/, ''));
    expect(names).toEqual([
      'Snapshot',
      'Restart',
      'Rescale',
      'Upgrade',
      'Start',
      'Stop',
      'Restore',
      'Roll back',
      'Force-stop',
      'Delete a snapshot',
    ]);
    const separator = menu.getByRole('separator');
    expect(separator.nextElementSibling).toHaveTextContent('Force-stop');
  });

  it('leads the keyboard to what cannot be done and says why', async () => {
    const menu = await openMenu();
    const start = menu.getByRole('menuitem', { name: /^Start/ });
    expect(start).toHaveAttribute('aria-disabled', 'true');
    expect(start).toHaveTextContent('It runs since 04:40');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(start).toHaveFocus();
  });

  it('does nothing when what cannot be done is chosen', async () => {
    const menu = await openMenu();
    await userEvent.click(menu.getByRole('menuitem', { name: /^Start/ }));
    expect(screen.getByTestId('address').textContent).not.toContain('action=');
  });

  it('keeps what was chosen in the address', async () => {
    const menu = await openMenu();
    await userEvent.click(menu.getByRole('menuitem', { name: 'Rescale' }));
    expect(screen.getByTestId('address')).toHaveTextContent('action=rescale');
  });

  it('names the configuration key where actions are off', async () => {
    const api = new FakeFlinkApi();
    api.getAllowedActions.mockResolvedValue(
      allowedActions({
        enabled: false,
        message:
          'Actions are off in this portal. They are turned on by flink.lifecycle.enabled in its configuration.',
      }),
    );
    await renderWithFlink(<ActionMenu application={application()} />, api);
    await userEvent.click(
      screen.getByRole('button', { name: 'Actions on orders-enrich' }),
    );
    expect(
      await screen.findByRole('menuitem', {
        name: /flink\.lifecycle\.enabled/,
      }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('menuitem', { hidden: true })).toHaveLength(1);
    expect(
      screen.queryByRole('button', { name: /^Snapshot/, hidden: true }),
    ).not.toBeInTheDocument();
  });

  it('offers a snapshot alone on a phone', async () => {
    setScreenWidth(360);
    const menu = await openMenu();
    expect(
      menu.getByRole('menuitem', { name: 'Snapshot' }),
    ).not.toHaveAttribute('aria-disabled');
    const restart = menu.getByRole('menuitem', { name: /^Restart/ });
    expect(restart).toHaveAttribute('aria-disabled', 'true');
    expect(restart).toHaveTextContent('at least 600 px wide');
  });

  it('says beside a snapshot that cannot be taken why not', async () => {
    const api = new FakeFlinkApi();
    api.getAllowedActions.mockResolvedValue(
      allowedActions({}, { snapshot: 'It is stopped since 10:00.' }),
    );
    await renderWithFlink(<ActionMenu application={application()} />, api);
    const button = await screen.findByRole('button', { name: /^Snapshot of/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription('It is stopped since 10:00.');
    await userEvent.click(button);
    expect(screen.getByTestId('address').textContent).not.toContain('action=');
  });
});

describe('the banner of an action in flight', () => {
  it('says what, by whom, how long, and leads to it', async () => {
    const api = new FakeFlinkApi();
    api.getAllowedActions.mockResolvedValue(
      allowedActions({
        inFlight: action({
          sentAt: new Date(Date.now() - 40_000).toISOString(),
        }),
      }),
    );
    await renderWithFlink(
      <InFlightBanner
        applicationId="a"
        href="/catalog/x/flink?application=a"
      />,
      api,
    );
    expect(
      await screen.findByText(/Rescale by kira, 4\d s, usually 2 min\./),
    ).toBeInTheDocument();
    expect(screen.getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/x/flink?application=a&section=actions&actionId=action-1',
    );
  });
});
