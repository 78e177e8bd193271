import { judged } from '../__testUtils__/judged';
import type { JudgedSummary } from '../judge/JudgedApplication';
import { describeNotification } from './describeNotification';

const NOW_MS = Date.parse('2026-11-22T14:40:00.000Z');
const worsening = { kind: 'worsening', episode: 'x' } as const;

const summary = (overrides: Partial<JudgedSummary> = {}): JudgedSummary => ({
  ...judged('orders', NOW_MS, { phase: 'failed' }).summary,
  verdict: 'Degraded',
  since: '2026-11-22T14:02:00.000Z',
  findingCount: 3,
  topFinding: {
    ruleId: 'lag-growing',
    severity: 'degraded',
    role: 'symptom',
    title: 'Falling behind',
    message: 'lag 1.4 M records, growing for 30 min',
    since: '2026-11-22T14:02:00.000Z',
    evidence: [],
    nextStep: "Check the sink's latency first",
    docs: 'lag-growing',
  },
  lastChange: {
    at: '2026-11-22T13:55:00.000Z',
    kind: 'update',
    title: 'Updated: version 40 to 41',
    initiatedBy: 'kira',
    beforeTroubleMs: 7 * 60_000,
  },
  ...overrides,
});

describe('a notification', () => {
  it("says what is wrong in the card's words, since when, what to do and what changed before", () => {
    expect(
      describeNotification(worsening, summary(), 'prod', NOW_MS),
    ).toMatchObject({
      title: 'orders (prod) is Degraded: Falling behind',
      description:
        'Falling behind: lag 1.4 M records, growing for 30 min. ' +
        'Since 2026-11-22 14:02:00 UTC (38 min). 2 more findings. ' +
        "Check the sink's latency first. " +
        'Last change: Updated: version 40 to 41 by kira, 7 min before.',
      severity: 'normal',
      link: '/flink/applications/managed%3A111122223333%2Fus-east-1%2Forders',
      scope: 'flink:managed:111122223333/us-east-1/orders',
    });
  });

  it('does not say "before" of a change that came after the trouble began', () => {
    const { description } = describeNotification(
      worsening,
      summary({
        findingCount: 1,
        lastChange: {
          at: '2026-11-22T14:30:00.000Z',
          kind: 'rescale',
          title: 'Rescaled: parallelism 4 to 8',
        },
      }),
      undefined,
      NOW_MS,
    );

    expect(description).not.toContain('more finding');
    expect(description).toMatch(
      /Last change: Rescaled: parallelism 4 to 8 at 2026-11-22 14:30:00 UTC\.$/,
    );
  });

  it('says how long the trouble was when it is over', () => {
    const episode = `${Date.parse('2026-11-22T13:22:00.000Z')}-1`;

    expect(
      describeNotification(
        { kind: 'recovery', episode },
        summary({ verdict: 'Healthy', topFinding: undefined }),
        undefined,
        NOW_MS,
      ),
    ).toMatchObject({
      title: 'orders is Healthy again',
      description:
        'Healthy since 2026-11-22 14:02:00 UTC, after 40 min of trouble.',
      severity: 'low',
    });
  });

  it('does not call Degraded healthy', () => {
    const episode = `${Date.parse('2026-11-22T13:22:00.000Z')}-1`;

    expect(
      describeNotification(
        { kind: 'recovery', episode },
        summary(),
        undefined,
        NOW_MS,
      ),
    ).toMatchObject({
      title: 'orders is better: Degraded',
      description: expect.stringContaining('Falling behind: lag 1.4 M'),
    });
  });
});
