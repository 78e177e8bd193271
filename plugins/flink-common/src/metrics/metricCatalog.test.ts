import { METRIC_NAMES } from './MetricName';
import {
  METRIC_CATALOG,
  feedFor,
  flinkLineOf,
  healthMetrics,
  readMetricValue,
} from './metricCatalog';
import type { ManagedFeed } from './MetricDefinition';

const HEALTH_SET = METRIC_NAMES.filter(name => METRIC_CATALOG[name].healthSet);

function managedFeed(
  metric: Parameters<typeof feedFor>[0],
  line: '1.x' | '2.x' | 'notebook',
): ManagedFeed {
  const feed = feedFor(metric, 'managed', line);
  if (feed?.kind !== 'cloudWatch') {
    throw new Error(`${metric} has no CloudWatch feed on ${line}`);
  }
  return feed;
}

describe('metric catalog', () => {
  it.each(METRIC_NAMES)('%s is entered under its own name', name => {
    expect(METRIC_CATALOG[name].name).toBe(name);
    expect(METRIC_CATALOG[name].title).not.toBe('');
  });

  it.each(HEALTH_SET.filter(name => name !== 'numberOfCompletedCheckpoints'))(
    '%s is fed by the managed service on both lines',
    name => {
      expect(managedFeed(name, '1.x').queries).not.toHaveLength(0);
      expect(managedFeed(name, '2.x').queries).not.toHaveLength(0);
    },
  );

  it.each(HEALTH_SET.filter(name => name !== 'containerMemoryUtilization'))(
    '%s is fed by Flink REST, the same for both REST runtimes',
    name => {
      const feed = feedFor(name, 'kubernetes', '2.x');
      expect(feed?.kind).toBe('rest');
      expect(feedFor(name, 'standalone', '1.x')).toEqual(feed);
    },
  );

  it.each(METRIC_NAMES)('%s is fed at most once per runtime and line', name => {
    for (const line of ['1.x', '2.x', 'notebook'] as const) {
      for (const runtime of ['managed', 'kubernetes', 'standalone'] as const) {
        const feeds = METRIC_CATALOG[name].feeds.filter(
          feed =>
            feed.lines.includes(line) &&
            feed.runtimes.some(one => one === runtime),
        );
        expect(feeds.length).toBeLessThanOrEqual(1);
      }
    }
  });

  it('divides every sum by four and nothing else', () => {
    const queries = METRIC_NAMES.flatMap(name =>
      METRIC_CATALOG[name].feeds.flatMap(feed =>
        feed.kind === 'cloudWatch' ? feed.queries : [],
      ),
    );
    for (const query of queries) {
      expect(query.scale).toBe(query.statistic === 'Sum' ? 0.25 : 1);
    }
  });

  it('knows that 2.2 replaced restarts, uptime and downtime', () => {
    expect(managedFeed('numRestarts', '1.x').queries[0].metricName).toBe(
      'fullRestarts',
    );
    expect(
      managedFeed('numRestarts', '2.x').queries.map(query => query.metricName),
    ).toEqual(['numRestarts', 'numRestarts']);
    expect(managedFeed('downtime', '2.x')).toMatchObject({
      combine: 'max',
      queries: [
        { metricName: 'restartingTime', dimensions: 'application+flow' },
        { metricName: 'failingTime', dimensions: 'application+flow' },
      ],
    });
    expect(managedFeed('uptime', '2.x').queries[0]).toMatchObject({
      metricName: 'runningTime',
      dimensions: 'application+flow',
    });
  });

  it('compiles every pattern', () => {
    const patterns = METRIC_NAMES.flatMap(name =>
      METRIC_CATALOG[name].feeds.flatMap(feed =>
        feed.kind === 'rest'
          ? feed.names.filter(text => text.startsWith('/'))
          : [],
      ),
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) {
      expect(() => new RegExp(pattern.slice(1, -1))).not.toThrow();
      expect(pattern.endsWith('/')).toBe(true);
    }
  });
});

describe('what is read in the background', () => {
  it('leaves out what a line or runtime cannot give', () => {
    expect(healthMetrics('managed', '2.x', 'streaming')).not.toContain(
      'numberOfCompletedCheckpoints',
    );
    expect(healthMetrics('kubernetes', '1.x', 'streaming')).not.toContain(
      'containerMemoryUtilization',
    );
  });

  it('asks a notebook for nothing but its machines', () => {
    expect(healthMetrics('managed', '1.x', 'notebook')).toEqual([
      'cpuUtilization',
      'heapMemoryUtilization',
    ]);
  });

  it('asks a session cluster for nothing but its machines', () => {
    expect(healthMetrics('kubernetes', '1.x', 'sessionCluster')).toEqual([
      'cpuUtilization',
      'heapMemoryUtilization',
    ]);
  });
});

describe('flinkLineOf', () => {
  it.each([
    ['1.20', '1.x'],
    ['1.8.2', '1.x'],
    ['2.2', '2.x'],
    ['2.0.1', '2.x'],
    [undefined, '1.x'],
    ['nonsense', '1.x'],
  ])('%p is %p', (version, line) => {
    expect(flinkLineOf(version)).toBe(line);
  });

  it('puts notebooks apart', () => {
    expect(flinkLineOf('1.20', 'notebook')).toBe('notebook');
  });
});

describe('special values', () => {
  const behind = managedFeed('millisBehindLatest', '1.x');
  const downtime = managedFeed('downtime', '1.x');
  const watermark = managedFeed('currentOutputWatermark', '1.x');

  it('takes -1 for "not reported" where it is that', () => {
    expect(readMetricValue(behind, -1, 1)).toBeUndefined();
    expect(readMetricValue(behind, 0, 1)).toBe(0);
  });

  it('keeps the -1 of a job that ended', () => {
    expect(readMetricValue(downtime, -1, 1)).toBe(-1);
  });

  it('has no watermark before the first one', () => {
    expect(readMetricValue(watermark, -9223372036854776000, 1)).toBeUndefined();
    expect(readMetricValue(watermark, 1_790_000_000_000, 1)).toBe(
      1_790_000_000_000,
    );
  });

  it('makes a gap of NaN', () => {
    expect(readMetricValue(downtime, Number.NaN, 1)).toBeUndefined();
  });

  it('scales', () => {
    const rate = managedFeed('numRecordsInPerSecond', '1.x');
    expect(readMetricValue(rate, 400, rate.queries[0].scale)).toBe(100);
  });
});
