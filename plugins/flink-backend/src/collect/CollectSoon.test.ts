import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { CollectSoon } from './CollectSoon';

const SOURCE = 'managed:111122223333/us-east-1';

describe('CollectSoon', () => {
  it('has the source read before its turn', async () => {
    const triggerTask = jest.fn(async () => {});
    const soon = new CollectSoon({ triggerTask }, mockServices.logger.mock());

    await soon.hurry(SOURCE);

    expect(triggerTask).toHaveBeenCalledWith(`flink-collect-${SOURCE}`);
  });

  it('leaves a source that is read just now to its usual time', async () => {
    const triggerTask = jest.fn(async () => {
      throw new ConflictError('it runs');
    });
    const soon = new CollectSoon({ triggerTask }, mockServices.logger.mock());

    await expect(soon.hurry(SOURCE)).resolves.toBeUndefined();
  });
});
