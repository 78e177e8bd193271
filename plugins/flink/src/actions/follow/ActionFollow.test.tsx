import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  action,
  FakeFlinkApi,
  renderWithFlink,
  waitingAction,
  worseAction,
} from '../../__testUtils__';
import { ActionFollow } from './ActionFollow';

const ID = 'managed:111122223333/us-east-1/orders-enrich';

async function follow(answer = action(), api = new FakeFlinkApi()) {
  api.getAction.mockResolvedValue(answer);
  await renderWithFlink(
    <ActionFollow applicationId={ID} actionId={answer.id} />,
    api,
  );
  await screen.findByRole('heading', { name: answer.title });
  return api;
}

const live = () => screen.getByTestId('flink-outcome-live');

describe('an action that is followed', () => {
  it('shows elapsed against usual and worst, and its steps', async () => {
    await follow();
    expect(
      screen.getByText(
        /in progress: 1 min 2\d s, usually 2 min, at worst 6 min/,
      ),
    ).toBeInTheDocument();
    const [first, second, third] = within(
      screen.getByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(first).toHaveTextContent('Take a snapshot (done, 40 s)');
    expect(second).toHaveAttribute('aria-current', 'step');
    expect(third).toHaveTextContent('(to come)');
    expect(
      screen.getByText('Leaving this page does not cancel it.'),
    ).toBeInTheDocument();
  });

  it('says when it takes too long and when it cannot be looked at', async () => {
    await follow(
      action({
        status: 'overdue',
        followProblem: 'AWS is limiting our calls.',
      }),
    );
    expect(
      screen.getByText(
        /longer than its worst usual time\. It is still followed/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Cannot look at it now: AWS is limiting our calls\./),
    ).toBeInTheDocument();
  });

  it("gives a failure in the runtime's words with what else can be done", async () => {
    await follow(
      action({
        status: 'failed',
        endedAt: new Date().toISOString(),
        message: 'The rescale failed; the application runs version 41.',
        failure: 'INSUFFICIENT_CAPACITY',
        alternatives: [
          { request: { kind: 'restart' }, message: 'Restart as it is.' },
        ],
      }),
    );
    expect(screen.getByText('INSUFFICIENT_CAPACITY')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Review: Restart as it is.' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('action=restart');
  });

  it('prepares the rollback when it made things worse', async () => {
    await follow(worseAction());
    const table = within(
      screen.getByRole('table', { name: 'Before and after the change' }),
    );
    expect(table.getByText('▲ worse')).toBeInTheDocument();
    expect(
      table.getByRole('img', {
        name: 'Lag: before 120 records, after 12 k records',
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Review rollback' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('action=rollback');
  });

  it('does not announce what had ended before one looked', async () => {
    await follow(worseAction());
    expect(live()).toBeEmptyDOMElement();
  });

  it('announces the outcome once and stops asking', async () => {
    const api = new FakeFlinkApi();
    api.getAction.mockResolvedValue(action());
    jest.useFakeTimers({ advanceTimers: true });
    try {
      await follow(action(), api);
      const running = api.getAction.mock.calls.length;
      api.getAction.mockResolvedValue(
        worseAction({ watch: undefined, message: 'Rescaled at 14:44:08.' }),
      );
      await act(async () => {
        await jest.advanceTimersByTimeAsync(4_000);
      });
      await waitFor(() =>
        expect(live()).toHaveTextContent('succeeded. Rescaled at 14:44:08.'),
      );
      const ended = api.getAction.mock.calls.length;
      expect(ended).toBeGreaterThan(running);
      await act(async () => {
        await jest.advanceTimersByTimeAsync(120_000);
      });
      expect(api.getAction).toHaveBeenCalledTimes(ended);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('an action that waits for a person', () => {
  it('offers approval to a second person, with the plan and the name typed', async () => {
    const api = await follow(waitingAction());
    await userEvent.click(
      screen.getByRole('button', { name: /^Approve: Force-stop/ }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText(/Everything processed after the checkpoint/),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus(),
    );
    const approve = dialog.getByRole('button', { name: 'Approve' });
    await userEvent.click(approve);
    expect(api.decideAction).not.toHaveBeenCalled();
    await userEvent.type(
      dialog.getByLabelText(/^Type orders-enrich/),
      'orders-enrich',
    );
    await userEvent.click(approve);
    await waitFor(() =>
      expect(api.decideAction).toHaveBeenCalledWith(ID, 'action-waiting', {
        decision: 'approve',
        typedName: 'orders-enrich',
      }),
    );
  });

  it('does not offer approval to who asked for it', async () => {
    await follow(waitingAction({ may: ['withdraw'] }));
    expect(
      screen.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText('A second person who may approve it has to decide.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /^Withdraw/ }),
    ).toBeInTheDocument();
  });

  it('rejects with a reason', async () => {
    const api = await follow(waitingAction());
    await userEvent.click(screen.getByRole('button', { name: /^Reject:/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      await dialog.findByLabelText('Reason (optional)'),
      'wait for kira',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Reject' }));
    await waitFor(() =>
      expect(api.decideAction).toHaveBeenCalledWith(ID, 'action-waiting', {
        decision: 'reject',
        reason: 'wait for kira',
      }),
    );
  });
});
