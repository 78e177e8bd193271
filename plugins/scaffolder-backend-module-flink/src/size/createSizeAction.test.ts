import type { MonthlyCost } from '@flink-portal/backstage-plugin-flink-common';
import { exampleInput } from '../__testUtils__/exampleInput';
import { config } from '../__testUtils__/examplePlatform';
import { runAction } from '../__testUtils__/runAction';
import { createSizeAction } from './createSizeAction';
import { examples } from './size.examples';

const action = createSizeAction({ config });
const input = exampleInput(action, examples[0]);

async function run(changed: Partial<typeof input> = {}) {
  const { outputs, log } = await runAction(action, { ...input, ...changed });
  const { size, cost, costs } = outputs as {
    size: object;
    cost?: MonthlyCost;
    costs: { managed?: MonthlyCost; eks?: MonthlyCost };
  };
  return { size, cost, costs, log };
}

describe('flink:size', () => {
  it('sizes its own example for both targets', async () => {
    const { size, costs, cost } = await run();

    expect(size).toMatchObject({
      parallelism: 2,
      managed: { kpus: 2 },
      eks: { taskManagers: 1 },
    });
    expect(costs).toMatchObject({
      managed: { totalUsd: 250.9, region: 'us-east-1' },
      eks: { region: 'us-east-1' },
    });
    expect(cost).toEqual(costs.managed);
  });

  it('gives the cost on the target that was asked for', async () => {
    const { cost, costs } = await run({ target: 'eks' });

    expect(cost).toEqual(costs.eks);
  });

  it('gives no cost where the standards have no prices, and says so', async () => {
    const { cost, costs, log } = await run({ region: 'mars-north-1' });

    expect(cost).toBeUndefined();
    expect(costs).toEqual({});
    expect(log).toContain(
      'warn The standards have no prices for mars-north-1, so there is no cost. They have us-east-1.',
    );
  });

  it('warns of a source with too few partitions', async () => {
    const { log } = await run({
      load: {
        expectedMBps: 20,
        stateGB: 1,
        partitions: 2,
        latency: 'seconds',
      },
    });

    expect(log).toContainEqual(
      expect.stringMatching(/^warn .*the source has only 2 partitions/),
    );
  });

  it('names every wrong answer', async () => {
    const wrong = run({
      load: { expectedMBps: 0, stateGB: 1, partitions: 1.5, latency: 'soon' },
    });

    await expect(wrong).rejects.toThrow(/\n- load\.expectedMBps: /);
    await expect(wrong).rejects.toThrow(/\n- load\.partitions: /);
    await expect(wrong).rejects.toThrow(/\n- load\.latency: /);
  });
});
