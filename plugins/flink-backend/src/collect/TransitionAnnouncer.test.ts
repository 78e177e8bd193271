import { mockServices } from '@backstage/backend-test-utils';
import type { VerdictTransition } from '../store/VerdictTransition';
import { TransitionAnnouncer } from './TransitionAnnouncer';
import type { TransitionListener } from './TransitionListener';

const TRANSITION: VerdictTransition = {
  applicationId: 'managed:1/x/orders',
  atMs: 2,
  sinceMs: 1,
  from: 'Healthy',
  to: 'Unhealthy',
  planned: false,
};

describe('TransitionAnnouncer', () => {
  it('tells the others when one fails, and logs which one', async () => {
    const logger = mockServices.logger.mock();
    class Failing implements TransitionListener {
      onTransitions(): Promise<void> {
        throw new Error('out of order');
      }
    }
    const onTransitions = jest.fn(async () => {});

    await new TransitionAnnouncer(
      [new Failing(), { onTransitions }],
      logger,
    ).onTransitions([TRANSITION]);

    expect(onTransitions).toHaveBeenCalledWith([TRANSITION]);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/^Failing .*out of order/),
    );
  });

  it('does not keep a listener waiting for a slower one', async () => {
    const told: string[] = [];
    let release = () => {};
    const slow: TransitionListener = {
      onTransitions: () =>
        new Promise(resolve => {
          release = resolve;
        }),
    };
    const quick: TransitionListener = {
      onTransitions: async () => {
        told.push('quick');
      },
    };

    const done = new TransitionAnnouncer(
      [slow, quick],
      mockServices.logger.mock(),
    ).onTransitions([TRANSITION]);

    expect(told).toEqual(['quick']);
    release();
    await done;
  });
});
