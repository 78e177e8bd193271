import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendError,
  FakeFlinkApi,
  minutesAgo,
  renderWithFlink,
  timeline,
} from '../__testUtils__';
import { TimelineSection } from './TimelineSection';

const ID = 'managed:111122223333/us-east-1/orders-enrich';

const deploy = (
  change: Partial<flinkApi.TimelineItem> = {},
): flinkApi.TimelineItem => ({
  id: 'operation/old',
  kind: 'operation',
  at: minutesAgo(3000),
  title: 'Updated: version 39 to 40',
  planned: true,
  ...change,
});

async function renderTimeline(api = new FakeFlinkApi(), path = '/') {
  await renderWithFlink(<TimelineSection id={ID} name="orders-enrich" />, api, {
    path,
  });
  return api;
}

const items = async () =>
  within(
    await screen.findByRole('list', { name: 'Timeline of orders-enrich' }),
  ).getAllByRole('listitem');

describe('the timeline', () => {
  it('tells what happened, newest first, planned changes marked', async () => {
    await renderTimeline();
    const [newest, oldest] = await items();
    expect(newest).toHaveTextContent(/^36 min ago/);
    expect(newest).toHaveTextContent('Healthy → Unhealthy');
    expect(newest.querySelector('svg[data-shape="Unhealthy"]')).not.toBeNull();
    expect(oldest).toHaveTextContent('Updated: version 40 to 41');
    expect(oldest).toHaveTextContent('Change · planned');
  });

  it('leads from a changed verdict to its rule', async () => {
    await renderTimeline();
    const [newest] = await items();
    expect(within(newest).getByRole('link')).toHaveAttribute(
      'href',
      '/bound/flink/rules/restart-loop',
    );
  });

  it('says failures and who did it once', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationTimeline.mockResolvedValue(
      timeline({
        items: [
          deploy({
            endedAt: minutesAgo(2997),
            detail: 'Planned, took 3 min, by kira. It could not start',
            operation: {
              id: 'old',
              kind: 'update',
              verbatim: 'UpdateApplication',
              status: 'failed',
              startedAt: minutesAgo(3000),
              planned: true,
              initiatedBy: 'user:default/kira',
              failure: 'It could not start',
            },
          }),
        ],
      }),
    );
    await renderTimeline(api);
    const [item] = await items();
    expect(item.textContent?.match(/It could not start/g)).toHaveLength(1);
    expect(item.textContent?.match(/kira/g)).toHaveLength(1);
    expect(item).toHaveTextContent(
      /Change · planned · failed · took 3 min · by kira$/,
    );
  });

  it('asks for the kinds that are chosen and keeps them in the URL', async () => {
    const api = await renderTimeline();
    await items();
    await userEvent.click(screen.getByRole('button', { name: 'Restarts' }));
    expect(screen.getByTestId('address')).toHaveTextContent('/?kinds=restart');
    await waitFor(() =>
      expect(api.getApplicationTimeline).toHaveBeenLastCalledWith(
        ID,
        expect.objectContaining({ kind: ['restart'] }),
      ),
    );
    expect(screen.getByRole('button', { name: 'Restarts' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('shows what is older by cursor and puts focus on it', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationTimeline.mockImplementation(async (_id, { cursor }) =>
      cursor === 'c1'
        ? timeline({ items: [timeline().items[1], deploy()] })
        : timeline({ nextCursor: 'c1' }),
    );
    await renderTimeline(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older' }),
    );
    await waitFor(async () => expect(await items()).toHaveLength(3));
    const [, , oldest] = await items();
    expect(oldest).toHaveTextContent('version 39 to 40');
    await waitFor(() => expect(oldest).toHaveFocus());
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
  });

  it('keeps what it has when what is older cannot be read', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationTimeline.mockImplementation(async (_id, { cursor }) => {
      if (cursor) {
        throw await backendError(500, 'x');
      }
      return timeline({ nextCursor: 'c1' });
    });
    await renderTimeline(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older' }),
    );
    expect(
      await screen.findByText(/Cannot read the timeline of orders-enrich/),
    ).toBeInTheDocument();
    expect(await items()).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Show older' })).toBeEnabled();
  });

  it('says when nothing happened', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationTimeline.mockResolvedValue(timeline({ items: [] }));
    await renderTimeline(api, '/?kinds=restart,fault');
    expect(
      await screen.findByText(/^No restarts, faults since/),
    ).toBeInTheDocument();
  });

  it.each([
    [403, 'You may not read the timeline of orders-enrich'],
    [404, 'does not know the timeline of orders-enrich'],
    [503, 'Cannot read the timeline of orders-enrich'],
  ])('explains a %i', async (status, words) => {
    const api = new FakeFlinkApi();
    api.getApplicationTimeline.mockRejectedValue(
      await backendError(status, 'because'),
    );
    await renderTimeline(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.getByRole('alert')).not.toHaveTextContent('verdict');
  });
});
