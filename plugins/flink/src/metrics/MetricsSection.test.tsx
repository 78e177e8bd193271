import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  applicationDetail,
  backendError,
  FakeFlinkApi,
  metricsResponse,
  renderWithFlink,
} from '../__testUtils__';
import { MetricsSection } from './MetricsSection';

const ID = 'managed:111122223333/us-east-1/orders-enrich';

async function renderMetrics(
  api = new FakeFlinkApi(),
  path = '/',
  change: Partial<flinkApi.ApplicationDetail> = {},
) {
  await renderWithFlink(
    <MetricsSection application={applicationDetail({ id: ID, ...change })} />,
    api,
    { path },
  );
  return api;
}

const panel = (name: string) => screen.findByRole('region', { name });

describe('metrics', () => {
  it('take the range from the URL and put it there', async () => {
    const api = await renderMetrics(new FakeFlinkApi(), '/?range=6h');
    await panel('Input rate and lag');
    expect(api.getApplicationMetrics).toHaveBeenLastCalledWith(ID, '6h');
    await userEvent.click(
      screen.getByRole('button', { name: '7d, last 7 days' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('/?range=7d');
    await waitFor(() =>
      expect(api.getApplicationMetrics).toHaveBeenLastCalledWith(ID, '7d'),
    );
    expect(
      screen.getByRole('button', { name: '7d, last 7 days' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('state resolution and statistic, and sum up each line', async () => {
    await renderMetrics();
    const input = await panel('Input rate and lag');
    expect(input).toHaveTextContent('1 min resolution, maximum and sum');
    expect(input).toHaveTextContent(
      /Lag rose from 20 k records to 1.4 M records/,
    );
  });

  it('are a table on request, with gaps as "no value"', async () => {
    await renderMetrics();
    const input = await panel('Input rate and lag');
    await userEvent.click(
      within(input).getByRole('button', {
        name: 'View as table: Input rate and lag',
      }),
    );
    const table = within(input).getByRole('table', { name: 'Lag' });
    expect(
      within(table)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['1.4 M records', '700 k records', 'no value', '20 k records']);
  });

  it('draw no line over a gap', async () => {
    await renderMetrics();
    const input = await panel('Input rate and lag');
    const [lag] = input.querySelectorAll('path.recharts-line-curve');
    // One "M" begins each unbroken run.
    expect(lag.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  });

  it('draw a value between gaps as a dot', async () => {
    await renderMetrics();
    const input = await panel('Input rate and lag');
    expect(input.querySelectorAll('circle')).toHaveLength(1);
  });

  it('mark operations on every chart', async () => {
    await renderMetrics();
    const input = await panel('Input rate and lag');
    expect(input.querySelectorAll('.recharts-reference-line')).toHaveLength(2);
  });

  it('list what is marked on the charts', async () => {
    await renderMetrics();
    expect(await screen.findByText(/v41 deployed by kira/)).toBeInTheDocument();
  });

  it('say why a panel is empty', async () => {
    await renderMetrics();
    expect(await panel('CPU')).toHaveTextContent(
      /The runtime did not report cpu, or it was not read/,
    );
  });

  it('print what the backend says is missing', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationMetrics.mockResolvedValue(
      metricsResponse({
        series: [],
        messages: ['Per-operator data needs metric level TASK or higher.'],
      }),
    );
    await renderMetrics(api);
    expect(
      await screen.findByText(/needs metric level TASK/),
    ).toBeInTheDocument();
    expect(await panel('Restarts')).toHaveTextContent(
      'See the messages above the charts',
    );
  });

  it('explain an error', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationMetrics.mockRejectedValue(await backendError(500, 'x'));
    await renderMetrics(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Cannot read the metrics of orders-enrich',
    );
  });
});
