import { windowSince } from './metricWindow';
import { momentOf } from './metricChoice';
import { applicationDetail } from '../__testUtils__';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-11-22T14:00:00Z');
const since = (minutes: number) => windowSince(NOW - minutes * MINUTE_MS, NOW);

describe('the window since a moment', () => {
  it.each([
    [10, '1h'],
    [50, '1h'],
    [58, '6h'],
    [20 * 60, '24h'],
    [23 * 60, '7d'],
    [8 * 24 * 60, '30d'],
  ])('of %i min ago is the smallest range that covers it', (minutes, range) => {
    expect(since(minutes).range).toBe(range);
  });

  it('begins a little before, so that one sees what changed', () => {
    expect(since(10).fromMs).toBe(NOW - 15 * MINUTE_MS);
    expect(since(100).fromMs).toBe(NOW - 110 * MINUTE_MS);
  });

  it('is all there is when the moment is older', () => {
    expect(since(40 * 24 * 60)).toEqual({ range: '30d' });
  });
});

describe('the moment of the deployment', () => {
  const operation = applicationDetail().operations[0];

  it('is the newest that brought a version, not a snapshot', () => {
    const application = applicationDetail({
      operations: [
        { ...operation, kind: 'snapshot', startedAt: '2026-11-22T13:00:00Z' },
        { ...operation, kind: 'update', startedAt: '2026-11-22T12:00:00Z' },
        { ...operation, kind: 'create', startedAt: '2026-11-01T12:00:00Z' },
      ],
    });
    expect(momentOf('since-deploy', application)).toBe(
      Date.parse('2026-11-22T12:00:00Z'),
    );
  });

  it('is that of the version where no operation is remembered', () => {
    const application = applicationDetail({
      operations: [],
      configuration: { versionAt: '2026-11-20T12:00:00Z', properties: [] },
    });
    expect(momentOf('since-deploy', application)).toBe(
      Date.parse('2026-11-20T12:00:00Z'),
    );
  });

  it('may not be known', () => {
    expect(
      momentOf(
        'since-deploy',
        applicationDetail({ operations: [], configuration: undefined }),
      ),
    ).toBeUndefined();
  });
});
