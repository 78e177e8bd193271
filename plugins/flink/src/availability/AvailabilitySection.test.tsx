import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  availability,
  backendError,
  FakeFlinkApi,
  renderWithFlink,
} from '../__testUtils__';
import { availabilitySentence, availabilityText } from './availabilitySentence';
import { AvailabilitySection } from './AvailabilitySection';
import { stripPieces, stripStart } from './stripPieces';

async function renderAvailability(api = new FakeFlinkApi()) {
  await renderWithFlink(
    <AvailabilitySection id="managed:1/x/orders" name="orders" />,
    api,
  );
}

const window30 = () => availability().windows[2];

describe('availability', () => {
  it('is a sentence with Unknown apart', async () => {
    await renderAvailability();
    expect(
      await screen.findByText(
        /^Available 97.5 % in the last 30 days; Unhealthy 36 min, became so once; Unknown 24 min, which does not count\./,
      ),
    ).toBeInTheDocument();
  });

  it('is a table of time in each verdict and of time not watched', async () => {
    await renderAvailability();
    const table = await screen.findByRole('table', {
      name: 'Time in each verdict',
    });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(cell => cell.textContent),
    ).toEqual([
      'Last',
      'Available',
      'Healthy',
      'Degraded',
      'Unhealthy',
      'Changing',
      'Stopped',
      'Unknown',
      'Not watched',
    ]);
    const day = within(table).getByRole('row', { name: /^24 hours/ });
    expect(
      within(day)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['97.5 %', '23 h', '0', '36 min', '0', '0', '24 min', '0']);
  });

  it('is a strip whose pieces differ by height as well as by colour', async () => {
    await renderAvailability();
    const strip = await screen.findByTestId('flink-verdict-strip');
    const heightOf = (verdict: string) =>
      strip.querySelector<HTMLElement>(`[data-verdict="${verdict}"]`)?.style
        .height;
    expect(heightOf('Unhealthy')).toBe('100%');
    expect(heightOf('Healthy')).toBe('35%');
  });

  it('is a table of spans on request', async () => {
    await renderAvailability();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'View as table: verdicts over time',
      }),
    );
    const table = screen.getByRole('table', { name: 'Verdicts, newest first' });
    const [, newest] = within(table).getAllByRole('row');
    expect(newest).toHaveTextContent(/^Unhealthy.*36 min$/);
    expect(screen.queryByTestId('flink-verdict-strip')).toBeNull();
  });

  it('says that nothing is stored so far', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationAvailability.mockResolvedValue({
      ...availability(),
      spans: [],
    });
    await renderAvailability(api);
    expect(
      await screen.findByText(/No verdict is stored so far/),
    ).toBeInTheDocument();
  });

  it('explains an error', async () => {
    const api = new FakeFlinkApi();
    api.getApplicationAvailability.mockRejectedValue(
      await backendError(500, 'x'),
    );
    await renderAvailability(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Cannot read the availability of orders',
    );
  });
});

describe('the words for availability', () => {
  it('never round up to all of the time', () => {
    expect(
      availabilityText({ ...window30(), availabilityPercent: 99.9999 }),
    ).toBe('99.99 %');
  });

  it('do not call a stopped application available or not', () => {
    const sentence = availabilitySentence({
      ...window30(),
      availabilityPercent: undefined,
      durationsMs: { ...window30().durationsMs, Unhealthy: 0 },
      worsenings: 0,
    });
    expect(sentence).toMatch(/^Availability is not known/);
    expect(sentence).not.toContain('never seen Unhealthy');
  });

  it('name the time nobody watched', () => {
    const { durationsMs } = window30();
    expect(
      availabilitySentence({
        ...window30(),
        durationsMs: { ...durationsMs, Healthy: 3_600_000, Unknown: 0 },
        notWatchedMs: 2 * 86_400_000,
      }),
    ).toMatch(
      /^Available 97.5 % in the last 30 days, of which 1 h 36 min were watched;/,
    );
  });
});

describe('where a strip begins', () => {
  const to = Date.parse('2026-11-30T00:00:00Z');
  const month = to - 30 * 86_400_000;

  it('is the window, when all of it was watched', () => {
    expect(stripStart(month - 1, month, to)).toBe(month);
  });

  it('is shortly before the portal first saw the application', () => {
    expect(stripStart(to - 3_600_000, month, to)).toBe(to - 3_960_000);
  });
});

describe('pieces of a strip', () => {
  const from = Date.parse('2026-11-01T00:00:00Z');
  const hour = (hours: number) =>
    new Date(from + hours * 3_600_000).toISOString();

  it('stand where they belong, the worst on top', () => {
    const pieces = stripPieces(
      [
        { verdict: 'Unhealthy', from: hour(-1), to: hour(1) },
        { verdict: 'Healthy', from: hour(1), to: hour(10) },
      ],
      from,
      from + 10 * 3_600_000,
    );
    expect(pieces).toMatchObject([
      { verdict: 'Healthy', leftPercent: 10, widthPercent: 90 },
      { verdict: 'Unhealthy', leftPercent: 0, widthPercent: 10 },
    ]);
  });
});
