import { mockServices } from '@backstage/backend-test-utils';
import type { VerdictTransition } from '../store/VerdictTransition';
import { VerdictTick } from './VerdictTick';

const transitionAt = (atMs: number): VerdictTransition => ({
  applicationId: 'managed:111122223333/us-east-1/orders',
  atMs,
  sinceMs: atMs,
  from: 'Healthy',
  to: 'Unhealthy',
  ruleId: 'restart-loop',
  reason: 'Restart loop: 5 restarts in 10 min',
  planned: false,
});

describe('VerdictTick', () => {
  it('logs once that browsers are not told, until it works again', async () => {
    const logger = mockServices.logger.mock();
    const publish = jest.fn(async () => {});
    const tick = new VerdictTick({ publish }, logger);

    publish.mockRejectedValueOnce(new Error('no events'));
    publish.mockRejectedValueOnce(new Error('no events'));
    await tick.onTransitions([transitionAt(1)]);
    await tick.onTransitions([transitionAt(2)]);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    await tick.onTransitions([transitionAt(3)]);
    publish.mockRejectedValueOnce(new Error('no events'));
    await tick.onTransitions([transitionAt(4)]);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('says that something changed and nothing else', async () => {
    const publish = jest.fn(async () => {});

    await new VerdictTick(
      { publish },
      mockServices.logger.mock(),
    ).onTransitions([transitionAt(7), transitionAt(5)]);

    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'flink:applications',
          message: { rev: 7 },
        },
      ],
    ]);
  });
});
