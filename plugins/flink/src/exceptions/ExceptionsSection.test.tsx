import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendError,
  exceptionsResponse,
  FakeFlinkApi,
  minutesAgo,
  renderWithFlink,
} from '../__testUtils__';
import { ExceptionsSection } from './ExceptionsSection';

const ID = 'managed:111122223333/us-east-1/orders-enrich';

const NONE: Partial<flinkApi.ExceptionsResponse> = {
  groups: [],
  firstFault: { status: 'none', reason: 'nothing failed' },
};

async function renderExceptions(
  answer?: Partial<flinkApi.ExceptionsResponse>,
  path = '/',
) {
  const api = new FakeFlinkApi();
  api.getApplicationExceptions.mockResolvedValue(exceptionsResponse(answer));
  await renderWithFlink(
    <ExceptionsSection id={ID} name="orders-enrich" />,
    api,
    { path },
  );
  return api;
}

const firstFault = () => screen.findByRole('region', { name: /^First fault/ });

describe('exceptions', () => {
  it('pin the first fault: what, since which checkpoint, where, and why this one', async () => {
    await renderExceptions();
    const fault = await firstFault();
    expect(fault).toHaveTextContent(
      /NullPointerException: Cannot invoke "java.math.BigDecimal.multiply/,
    );
    expect(fault).toHaveTextContent(
      /2 min after the last completed checkpoint.*in enrich-prices · on taskmanager-1-2 · from CloudWatch Logs/,
    );
    expect(fault).toHaveTextContent(
      'Why this one: The first failure after the last completed checkpoint; what follows repeats it.',
    );
    expect(fault).toHaveTextContent('24 of the same kind');
  });

  it('keep stacks closed and let them be copied', async () => {
    await renderExceptions();
    const fault = await firstFault();
    const stack = within(fault).getByText(/PriceFunction.java:87/);
    expect(stack.closest('details')).not.toHaveAttribute('open');
    await userEvent.click(
      within(fault).getByText('Stack trace of the first fault'),
    );
    expect(stack.closest('details')).toHaveAttribute('open');
    expect(
      within(fault).getByRole('button', {
        name: 'Copy the stack trace of the first fault',
      }),
    ).toBeInTheDocument();
  });

  it('list groups with count, first and last seen, tasks', async () => {
    await renderExceptions();
    const list = await screen.findByRole('list', {
      name: 'Exceptions, newest first',
    });
    expect(list).toHaveTextContent(/^24× NullPointerException/);
    expect(list).toHaveTextContent('like the first fault');
    expect(list).toHaveTextContent(/first 37 min ago.*last 1 min ago/);
    expect(list).toHaveTextContent('in enrich-prices');
    expect(
      screen.getByRole('heading', { name: '24 exceptions of 1 kind' }),
    ).toBeInTheDocument();
  });

  it('say where they looked when there are none', async () => {
    await renderExceptions({
      ...NONE,
      lookedIn: [
        { source: 'Flink REST', status: 'read' },
        { source: 'CloudWatch Logs', status: 'read' },
      ],
    });
    expect(
      await screen.findByText(
        'None in 24 h. Looked in: Flink REST, CloudWatch Logs.',
      ),
    ).toBeInTheDocument();
  });

  it('never say "none" of what could not be read', async () => {
    await renderExceptions({
      ...NONE,
      lookedIn: [
        {
          source: 'CloudWatch Logs',
          status: 'unreadable',
          message: 'the role lacks logs:StartQuery',
        },
      ],
    });
    expect(
      await screen.findByText(/Whether there are exceptions is not known/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Could not read CloudWatch Logs: the role lacks logs:StartQuery',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^None in/)).toBeNull();
  });

  it('do not say that there is no place to look where looking failed', async () => {
    await renderExceptions({
      groups: [],
      firstFault: { status: 'unknown', reason: 'it took too long' },
      lookedIn: [],
    });
    expect(
      await screen.findByText(/Whether there are exceptions is not known/),
    ).toBeInTheDocument();
    expect(await firstFault()).toHaveTextContent('It took too long.');
  });

  it('say when there is no place to look', async () => {
    await renderExceptions({
      ...NONE,
      lookedIn: [{ source: 'Flink REST', status: 'notApplicable' }],
    });
    expect(
      await screen.findByText(/has no place where the portal could look/),
    ).toBeInTheDocument();
  });

  it('limit "none" to what could be read', async () => {
    await renderExceptions({
      ...NONE,
      lookedIn: [
        { source: 'Flink REST', status: 'read' },
        { source: 'CloudWatch Logs', status: 'unreadable' },
      ],
    });
    expect(
      await screen.findByText(/^None in 24 h where it could be read/),
    ).toBeInTheDocument();
  });

  it('say when the first fault cannot be told', async () => {
    await renderExceptions({
      firstFault: {
        status: 'unknown',
        reason: 'no completed checkpoint is known before the exceptions',
      },
    });
    const fault = await firstFault();
    expect(fault).toHaveTextContent(/^First fault: cannot tell/);
    expect(fault).toHaveTextContent(
      'No completed checkpoint is known before the exceptions.',
    );
  });

  it('say from when on they are complete', async () => {
    await renderExceptions({ completeFrom: minutesAgo(60) });
    expect(
      await screen.findByText(/was not read although it was asked for/),
    ).toBeInTheDocument();
  });

  it('take the range from the URL and put it there', async () => {
    const api = await renderExceptions({}, '/?look=6h');
    await firstFault();
    expect(api.getApplicationExceptions).toHaveBeenLastCalledWith(ID, '6h');
    await userEvent.click(screen.getByRole('button', { name: '7d, last 7 d' }));
    expect(screen.getByTestId('address')).toHaveTextContent('/?look=7d');
    await waitFor(() =>
      expect(api.getApplicationExceptions).toHaveBeenLastCalledWith(ID, '7d'),
    );
  });

  it('are looked for again on request', async () => {
    const api = await renderExceptions();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Look again' }),
    );
    await waitFor(() =>
      expect(api.getApplicationExceptions).toHaveBeenCalledTimes(2),
    );
  });

  it('explain a refusal without speaking of the verdict', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationExceptions.mockRejectedValue(
      await backendError(503, 'x'),
    );
    await renderWithFlink(<ExceptionsSection id={ID} name="o" />, api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Cannot read the exceptions of o');
    expect(alert).toHaveTextContent('Nothing is known of it');
    expect(api.getApplicationExceptions).toHaveBeenCalledTimes(1);
  });
});

describe('a long search for exceptions', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('says what it does, and can be given up and begun again', async () => {
    const api = new FakeFlinkApi();
    let found: (answer: flinkApi.ExceptionsResponse) => void = () => {};
    api.getApplicationExceptions.mockReturnValue(
      new Promise(resolve => {
        found = resolve;
      }),
    );
    await renderWithFlink(<ExceptionsSection id={ID} name="o" />, api);
    expect(screen.queryByText(/Still looking/)).toBeNull();
    act(() => {
      jest.advanceTimersByTime(2_000);
    });
    expect(
      await screen.findByText(
        /Still looking for exceptions of the last 24 h in Flink and its logs/,
      ),
    ).toBeInTheDocument();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(
      screen.getByText(/Nothing is known of exceptions in 24 h/),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Look for exceptions' }),
    );
    act(() => found(exceptionsResponse()));
    expect(await firstFault()).toBeInTheDocument();
    // A search that goes on is waited for, not begun a second time.
    expect(api.getApplicationExceptions).toHaveBeenCalledTimes(1);
  });
});
