import { mockServices } from '@backstage/backend-test-utils';
import type { MetricsAnswer } from '@flink-portal/backstage-plugin-flink-node';
import { identity, observation } from '../../__testUtils__/observations';
import { CallStore } from '../../store/CallStore';
import { gridOf } from './ranges';
import { RuntimeMetrics } from './RuntimeMetrics';

const ANSWER: MetricsAnswer = { series: [], messages: [], calls: {}, usd: 0 };

describe('RuntimeMetrics', () => {
  function setUp(readMetrics: () => Promise<MetricsAnswer>, timeoutMs = 1_000) {
    const clock = { nowMs: Date.parse('2026-11-22T10:00:00Z') };
    const calls = Object.create(CallStore.prototype, {
      add: { value: async () => {} },
    });
    const metrics = new RuntimeMetrics(
      calls,
      mockServices.logger.mock(),
      () => clock.nowMs,
      timeoutMs,
    );
    const orders = observation(identity('orders'), clock.nowMs);
    const grid = gridOf('24h', clock.nowMs);
    return {
      clock,
      ask: () => metrics.read({ readMetrics }, orders, ['kpus'], grid),
    };
  }

  it('gives up on a runtime that does not answer, and says what is shown instead', async () => {
    const { ask } = setUp(() => new Promise(() => {}), 10);

    expect(await ask()).toEqual({
      ok: false,
      message:
        'The runtime did not answer within 0.01 s; shown is what the portal has stored',
    });
  });

  it('keeps an answer for five minutes at most', async () => {
    const readMetrics = jest.fn(async () => ANSWER);
    const { clock, ask } = setUp(readMetrics);

    await ask();
    clock.nowMs += 4 * 60_000;
    await ask();
    expect(readMetrics).toHaveBeenCalledTimes(1);

    clock.nowMs += 2 * 60_000;
    await ask();
    expect(readMetrics).toHaveBeenCalledTimes(2);
  });

  it('does not tell what an unexpected error says, and tries again ten seconds later', async () => {
    const readMetrics = jest
      .fn(async () => ANSWER)
      .mockRejectedValueOnce(new Error('token=s3cr3t'));
    const { clock, ask } = setUp(readMetrics);

    const failed = await ask();
    expect(failed).toMatchObject({ ok: false });
    expect(JSON.stringify(failed)).not.toContain('s3cr3t');

    clock.nowMs += 11_000;
    expect(await ask()).toEqual({ ok: true, answer: ANSWER });
  });
});
