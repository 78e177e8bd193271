import { mockServices } from '@backstage/backend-test-utils';
import { VerdictTick } from './VerdictTick';

describe('VerdictTick', () => {
  it('logs once that browsers are not told, until it works again', async () => {
    const logger = mockServices.logger.mock();
    const publish = jest.fn(async () => {});
    const tick = new VerdictTick({ publish }, logger);

    publish.mockRejectedValueOnce(new Error('no events'));
    publish.mockRejectedValueOnce(new Error('no events'));
    await tick.publish(1);
    await tick.publish(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    await tick.publish(3);
    publish.mockRejectedValueOnce(new Error('no events'));
    await tick.publish(4);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});
