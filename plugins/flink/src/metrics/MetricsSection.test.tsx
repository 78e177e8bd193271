import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  applicationDetail,
  backendError,
  FakeFlinkApi,
  fallingBehind,
  metricsResponse,
  renderWithFlink,
  series,
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

  it('begin shortly before the deployment on request', async () => {
    const api = new FakeFlinkApi();
    const now = Math.floor(Date.now() / 60_000) * 60;
    const deployed = now - 100 * 60;
    api.getApplicationMetrics.mockImplementation(async () =>
      metricsResponse({
        from: new Date((now - 6 * 3600) * 1000).toISOString(),
        to: new Date(now * 1000).toISOString(),
        series: [
          series('pendingRecords', [], {
            title: 'Lag',
            unit: 'records',
            points: [
              [now - 5 * 3600, 7],
              [now - 60 * 60, 500_000],
            ],
          }),
        ],
      }),
    );
    const [operation] = metricsResponse().operations;
    await renderMetrics(api, '/', {
      operations: [
        { ...operation, startedAt: new Date(deployed * 1000).toISOString() },
      ],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /^since deploy, / }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/?range=since-deploy',
    );
    await waitFor(() =>
      expect(api.getApplicationMetrics).toHaveBeenLastCalledWith(ID, '6h'),
    );
    await waitFor(async () =>
      // What was long before is neither drawn nor summed up.
      expect(await panel('Input rate and lag')).toHaveTextContent(
        'Lag stayed near 500 k records',
      ),
    );
  });

  it('do not offer a deployment that nobody knows', async () => {
    await renderMetrics(new FakeFlinkApi(), '/?range=since-deploy', {
      operations: [],
      configuration: undefined,
    });
    expect(
      await screen.findByRole('button', {
        name: 'since deploy, none is known',
      }),
    ).toBeDisabled();
    expect(
      screen.getByText(/When it was is not known; the charts show the last/),
    ).toBeInTheDocument();
  });

  it('draw the limit that a finding states, and say it', async () => {
    await renderMetrics(new FakeFlinkApi(), '/', {
      findings: [{ ...fallingBehind, ruleId: 'lag-high' }],
    });
    const input = await panel('Input rate and lag');
    expect(input).toHaveTextContent('limit 200 k records (Falling behind)');
    expect(input).toHaveTextContent('Marked: limit 200 k records');
    expect(input.querySelectorAll('.recharts-reference-line')).toHaveLength(3);
  });

  it('can be zoomed by typing, and back', async () => {
    await renderMetrics();
    const input = await panel('Input rate and lag');
    expect(input).toHaveTextContent(/Lag rose from 20 k/);
    await userEvent.click(screen.getByText(/^Zoom: drag over a chart/));
    const local = (iso: string) => {
      const at = new Date(iso);
      return new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
        .toISOString()
        .slice(0, 16);
    };
    const type = (label: string, iso: string) =>
      fireEvent.change(screen.getByLabelText(label), {
        target: { value: local(iso) },
      });
    type('From', '2026-11-22T13:03:00Z');
    type('To', '2026-11-22T13:02:00Z');
    await userEvent.click(screen.getByRole('button', { name: 'Zoom' }));
    expect(
      screen.getByText('No minute of this range lies between these times.'),
    ).toBeInTheDocument();
    type('From', '2026-11-22T13:02:00Z');
    type('To', '2026-11-22T13:10:00Z');
    await userEvent.click(screen.getByRole('button', { name: 'Zoom' }));
    expect(await panel('Input rate and lag')).toHaveTextContent(
      /Lag rose from 700 k/,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the whole range' }),
    );
    expect(await panel('Input rate and lag')).toHaveTextContent(
      /Lag rose from 20 k/,
    );
  });

  it('show the worst part of many, and all of them on request', async () => {
    const api = new FakeFlinkApi();
    const task = (name: string, value: number) =>
      series('busyTimeMsPerSecond', [value], {
        title: 'Busy time',
        unit: 'msPerSecond',
        part: { kind: 'task', name },
      });
    api.getApplicationMetrics.mockResolvedValue(
      metricsResponse({
        series: ['a', 'b', 'c', 'd']
          .map(name => task(name, 10))
          .concat(task('sink', 990)),
      }),
    );
    await renderMetrics(api);
    const pressure = await panel('Busy and backpressured time by part');
    expect(pressure).toHaveTextContent('Busy time, sink');
    expect(pressure).not.toHaveTextContent('Busy time, a');
    await userEvent.click(
      within(pressure).getByRole('button', { name: /^All 5 lines/ }),
    );
    expect(pressure).toHaveTextContent('Busy time, a');
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
