import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  action,
  actionPlan,
  application,
  backendError,
  FakeFlinkApi,
  forceStopPlan,
  minutesAgo,
  renderWithFlink,
} from '../../__testUtils__';
import { setScreenWidth } from '../../__testUtils__/setScreenWidth';
import { ActionDialogHost } from './ActionDialogHost';

async function openAt(path: string, api = new FakeFlinkApi()) {
  await renderWithFlink(
    <ActionDialogHost applications={[application()]} />,
    api,
    { path },
  );
  return api;
}

async function openForceStop(api = new FakeFlinkApi()) {
  api.planAction.mockResolvedValue(forceStopPlan());
  await openAt('/?action=forceStop', api);
  await screen.findByRole('heading', {
    name: 'Force-stop orders-enrich (prod)',
  });
  return api;
}

const confirmButton = () => screen.getByRole('button', { name: 'Force-stop' });
const nameField = () => screen.getByLabelText(/^Type orders-enrich to confirm/);
const reasonField = () => screen.getByLabelText(/^Reason/);
const address = () => screen.getByTestId('address').textContent;

describe('the dialog of an action', () => {
  afterEach(() => setScreenWidth(1280));

  it('opens with the parameters of its address and sends nothing', async () => {
    const api = await openAt('/?action=rescale&parallelism=12');
    expect(await screen.findByLabelText('Parallelism')).toHaveValue(12);
    expect(screen.getByText('Now 8 → 16 (autoscaled).')).toBeInTheDocument();
    expect(api.planAction).not.toHaveBeenCalled();
    expect(api.startAction).not.toHaveBeenCalled();
  });

  it('plans what was chosen and shows what changes', async () => {
    const api = await openAt('/?action=rescale&parallelism=16');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Review' }),
    );
    const changes = within(
      await screen.findByRole('table', { name: 'Changes' }),
    );
    expect(
      changes.getByText('ParallelismConfiguration.Parallelism'),
    ).toBeVisible();
    expect(api.planAction).toHaveBeenCalledWith(application().id, {
      kind: 'rescale',
      parallelism: 16,
    });
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('usually 2 min, at worst 6 min');
    expect(dialog).toHaveTextContent('snapshot pre-update-1355, 2.1 GiB');
    expect(dialog).toHaveTextContent('180 k records');
    expect(dialog).toHaveTextContent('+$160 a month');
  });

  it('asks for parameters before it reviews', async () => {
    await openAt('/?action=rescale');
    await screen.findByLabelText('Parallelism');
    expect(screen.getByRole('button', { name: 'Review' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('takes the exact name and a reason before it force-stops in prod', async () => {
    const api = await openForceStop();
    await userEvent.type(nameField(), 'orders-enric');
    await userEvent.type(reasonField(), 'it floods the sink');
    await userEvent.click(confirmButton());
    expect(confirmButton()).toHaveAccessibleDescription(
      'Type orders-enrich exactly as it is first.',
    );
    expect(api.startAction).not.toHaveBeenCalled();
    await userEvent.type(nameField(), 'h');
    await userEvent.click(confirmButton());
    await waitFor(() =>
      expect(api.startAction).toHaveBeenCalledWith(
        application().id,
        expect.objectContaining({
          planId: 'plan-2',
          typedName: 'orders-enrich',
          reason: 'it floods the sink',
        }),
      ),
    );
  });

  it('asks for the reason where one is kept', async () => {
    const api = await openForceStop();
    await userEvent.type(nameField(), 'orders-enrich');
    await userEvent.click(confirmButton());
    expect(confirmButton()).toHaveAccessibleDescription('Give a reason first.');
    expect(api.startAction).not.toHaveBeenCalled();
  });

  it('puts focus on Cancel when something is lost, and says what', async () => {
    await openForceStop();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus(),
    );
    expect(
      within(
        screen.getByRole('region', { name: 'What will be lost' }),
      ).getByText('Everything processed after the checkpoint taken at 14:30.'),
    ).toBeInTheDocument();
  });

  it('sends nothing when cancelled', async () => {
    const api = await openForceStop();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(address()).not.toContain('action=');
    expect(api.startAction).not.toHaveBeenCalled();
  });

  it('sends once however fast one clicks', async () => {
    const api = new FakeFlinkApi();
    api.startAction.mockImplementation(() => new Promise(() => {}));
    await openAt('/?action=restart', api);
    const button = await screen.findByRole('button', { name: 'Rescale' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(api.startAction).toHaveBeenCalledTimes(1);
  });

  it('sends the same key again when no answer came', async () => {
    const api = new FakeFlinkApi();
    api.startAction
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValueOnce(action());
    await openAt('/?action=restart', api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rescale' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is not known whether it took this',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(api.startAction).toHaveBeenCalledTimes(2));
    const [first, second] = api.startAction.mock.calls.map(
      ([, input]) => input.idempotencyKey,
    );
    expect(first).toHaveLength(36);
    expect(second).toBe(first);
  });

  it('keeps what was typed through a conflict and plans again', async () => {
    const api = await openForceStop();
    api.startAction.mockRejectedValue(
      await backendError(
        409,
        'Someone changed this application 40 s ago (version 41 → 42). Nothing was sent. Review again.',
      ),
    );
    await userEvent.type(nameField(), 'orders-enrich');
    await userEvent.type(reasonField(), 'it floods the sink');
    await userEvent.click(confirmButton());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'version 41 → 42',
    );
    expect(confirmButton()).toHaveAttribute('aria-disabled', 'true');
    api.planAction.mockResolvedValue(forceStopPlan({ id: 'plan-3' }));
    await userEvent.click(screen.getByRole('button', { name: 'Review again' }));
    await waitFor(() => expect(api.planAction).toHaveBeenCalledTimes(2));
    expect(await screen.findByLabelText(/^Type orders-enrich/)).toHaveValue(
      'orders-enrich',
    );
    expect(reasonField()).toHaveValue('it floods the sink');
    expect(confirmButton()).not.toHaveAttribute('aria-disabled');
  });

  it('does not confirm a plan that has expired', async () => {
    const api = new FakeFlinkApi();
    api.planAction.mockResolvedValue(actionPlan({ expiresAt: minutesAgo(1) }));
    await openAt('/?action=restart', api);
    expect(await screen.findByText('This plan has expired')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Rescale' }));
    expect(api.startAction).not.toHaveBeenCalled();
  });

  it('says why what is not allowed cannot be confirmed', async () => {
    const api = new FakeFlinkApi();
    api.planAction.mockResolvedValue(
      actionPlan({
        allowed: false,
        refusal: 'Cannot restart now: autoscaling since 14:31.',
      }),
    );
    await openAt('/?action=restart', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'autoscaling since 14:31',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Rescale' }));
    expect(api.startAction).not.toHaveBeenCalled();
  });

  it('plans an alternative and has its name typed anew', async () => {
    const api = await openForceStop();
    await userEvent.type(nameField(), 'orders-enrich');
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Review instead: Stop with a snapshot.',
      }),
    );
    await waitFor(() =>
      expect(api.planAction).toHaveBeenLastCalledWith(application().id, {
        kind: 'stop',
      }),
    );
    expect(await screen.findByLabelText(/^Type orders-enrich/)).toHaveValue('');
  });

  it('says that a second person has to approve it', async () => {
    const api = new FakeFlinkApi();
    api.planAction.mockResolvedValue(
      actionPlan({
        needs: {
          reason: false,
          approval: {
            message: 'A second person has to approve this within 1 h.',
            expiresAfterMs: 3_600_000,
          },
        },
      }),
    );
    await openAt('/?action=restart', api);
    expect(
      await screen.findByText(
        'A second person has to approve this within 1 h.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Ask to rescale' }),
    ).toBeInTheDocument();
  });

  it('explains why a plan could not be made and tries again', async () => {
    const api = new FakeFlinkApi();
    api.planAction.mockRejectedValueOnce(
      await backendError(503, 'AWS is limiting our calls. Next try in 20 s.'),
    );
    await openAt('/?action=restart', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'AWS is limiting our calls',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review again' }));
    expect(await screen.findByRole('table', { name: 'Changes' })).toBeVisible();
  });

  it('shows the plan on a phone and confirms a snapshot alone', async () => {
    setScreenWidth(360);
    const api = await openAt('/?action=restart');
    const button = await screen.findByRole('button', { name: 'Rescale' });
    expect(button).toHaveAccessibleDescription(/at least 600 px wide/);
    await userEvent.click(button);
    expect(api.startAction).not.toHaveBeenCalled();
  });

  it('follows what was started', async () => {
    await openAt('/?action=restart');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rescale' }),
    );
    await waitFor(() => expect(address()).toContain('actionId=action-1'));
    expect(address()).not.toContain('action=');
  });

  it('chooses a snapshot that is whole', async () => {
    const api = await openAt('/?action=restore');
    await userEvent.click(
      await screen.findByRole('radio', { name: 'pre-update-1355' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await waitFor(() =>
      expect(api.planAction).toHaveBeenCalledWith(application().id, {
        kind: 'restore',
        snapshotName: 'pre-update-1355',
      }),
    );
  });

  it('starts without state only when that is chosen', async () => {
    const api = await openAt('/?action=start');
    await userEvent.click(
      await screen.findByRole('radio', { name: /^Without its state/ }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await waitFor(() =>
      expect(api.planAction).toHaveBeenCalledWith(application().id, {
        kind: 'start',
        from: { type: 'none' },
      }),
    );
  });
});
