import { ConfigReader } from '@backstage/config';
import { readKubernetesSettings } from './settings';

const read = (kubernetes: object) =>
  readKubernetesSettings(new ConfigReader({ flink: { kubernetes } }));

describe('flink.kubernetes', () => {
  it('needs nothing', () => {
    expect(readKubernetesSettings(new ConfigReader({}))).toMatchObject({
      enabled: true,
      metrics: { enabled: true, cadenceMs: 60_000, concurrency: 4 },
      watch: { durationMs: 240_000 },
    });
  });

  it('takes durations in both forms', () => {
    expect(
      read({
        metrics: { cadence: 'PT2M' },
        watch: { duration: { minutes: 3 } },
      }),
    ).toMatchObject({
      metrics: { cadenceMs: 120_000 },
      watch: { durationMs: 180_000 },
    });
  });

  it('refuses a list of no namespaces, which would read nothing', () => {
    expect(() => read({ namespaces: [] })).toThrow('leave it out');
  });

  it('names the key of a value that makes no sense', () => {
    expect(() => read({ metrics: { cadence: { seconds: 1 } } })).toThrow(
      'flink.kubernetes.metrics.cadence must be at least 10 s',
    );
    expect(() => read({ metrics: { concurrency: 0 } })).toThrow(
      'flink.kubernetes.metrics.concurrency',
    );
  });
});
