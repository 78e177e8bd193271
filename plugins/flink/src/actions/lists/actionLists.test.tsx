import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  action,
  applicationDetail,
  FakeFlinkApi,
  renderWithFlink,
  waitingAction,
  worseAction,
} from '../../__testUtils__';
import { ActionsContent } from './ActionsContent';
import { ActionsSection } from './ActionsSection';

describe('the page of all actions', () => {
  it('puts what waits for a person first, with what one may decide', async () => {
    const api = new FakeFlinkApi();
    api.listActions.mockImplementation(async ({ state }) => ({
      items: {
        waiting: [waitingAction()],
        inFlight: [action()],
        ended: [worseAction({ id: 'action-ended' })],
      }[state ?? 'ended'],
    }));
    await renderWithFlink(<ActionsContent />, api);
    const waiting = within(
      await screen.findByRole('region', { name: 'Waiting for a person' }),
    );
    expect(
      await waiting.findByRole('button', { name: /^Approve: Force-stop/ }),
    ).toBeInTheDocument();
    expect(
      waiting.getByText(/kira.*The restart loop floods the sink\./),
    ).toBeInTheDocument();
    const titles = screen
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent);
    expect(titles).toEqual(['Waiting for a person', 'In flight', 'Ended']);
    expect(
      within(
        await screen.findByRole('table', { name: 'Actions in flight' }),
      ).getByRole('link'),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(
        /^\/bound\/flink\/applications\/managed%3A.*\?section=actions&actionId=action-1$/,
      ),
    );
  });

  it('says that nothing waits', async () => {
    await renderWithFlink(<ActionsContent />, new FakeFlinkApi());
    expect(
      await screen.findByText('Nothing waits for a person.'),
    ).toBeInTheDocument();
  });
});

describe("an application's actions", () => {
  it('turns pages by the cursor and back', async () => {
    const api = new FakeFlinkApi();
    api.listApplicationActions.mockImplementation(async (_id, { cursor }) =>
      cursor
        ? { items: [action({ id: 'old', title: 'Restart orders-enrich' })] }
        : { items: [action()], nextCursor: 'page-2' },
    );
    await renderWithFlink(
      <ActionsSection application={applicationDetail()} />,
      api,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Older' }));
    expect(
      await screen.findByRole('link', { name: 'Restart orders-enrich' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Newer' }));
    expect(
      await screen.findByRole('link', { name: /^Rescale orders-enrich/ }),
    ).toBeInTheDocument();
  });

  it.each(['/?actionId=action-1', '/?action=action-1'])(
    'follows the action that the address %s names',
    async path => {
      const api = new FakeFlinkApi();
      await renderWithFlink(
        <ActionsSection application={applicationDetail()} />,
        api,
        { path },
      );
      expect(
        await screen.findByRole('list', { name: 'Steps' }),
      ).toBeInTheDocument();
      await userEvent.click(screen.getByRole('button', { name: 'Close' }));
      await waitFor(() =>
        expect(
          screen.queryByRole('list', { name: 'Steps' }),
        ).not.toBeInTheDocument(),
      );
    },
  );
});
