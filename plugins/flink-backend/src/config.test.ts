import { mockServices } from '@backstage/backend-test-utils';
import { DEFAULT_THRESHOLDS } from '@flink-portal/backstage-plugin-flink-common';
import { readFlinkConfig } from './config';

const read = (flink: Parameters<typeof mockServices.rootConfig>[0]) =>
  readFlinkConfig(mockServices.rootConfig(flink));

describe('readFlinkConfig', () => {
  it('needs nothing', () => {
    const config = read({ data: {} });

    expect(config.links.frequencyMs).toBe(30_000);
    expect(config.thresholdsFor(undefined)).toEqual(DEFAULT_THRESHOLDS);
  });

  it('lays a tier over the default tier over the suite’s own limits', () => {
    const { thresholdsFor } = read({
      data: {
        flink: {
          health: {
            tiers: { default: { cpuPercent: 70 }, '1': { lagRecords: 10 } },
          },
        },
      },
    });

    expect(thresholdsFor('1')).toMatchObject({
      cpuPercent: 70,
      lagRecords: 10,
      heapPercent: DEFAULT_THRESHOLDS.heapPercent,
    });
    expect(thresholdsFor('unknown').cpuPercent).toBe(70);
  });

  it.each([
    [{ links: { frequency: 'often' } }, 'flink.links.frequency'],
    [{ links: { frequency: '1ms' } }, 'at least 1000 ms'],
    [{ history: { retention: { hours: 1 } } }, 'flink.history.retention'],
    [
      { health: { tiers: { '1': { cpu: 70 } } } },
      'flink.health.tiers.1.cpu is not a threshold',
    ],
    [
      { health: { tiers: { '1': { cpuPercent: 'high' } } } },
      'flink.health.tiers.1.cpuPercent must be a number',
    ],
  ])('names the key that is wrong in %j', (flink, message) => {
    expect(() => read({ data: { flink } })).toThrow(message);
  });
});
