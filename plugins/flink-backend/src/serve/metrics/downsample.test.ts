import { downsample } from './downsample';
import { gridOf } from './ranges';

const grid = { fromMs: 0, toMs: 600_000, resolutionSeconds: 300 };

describe('downsample', () => {
  it('averages rates over time', () => {
    const { points } = downsample(
      {
        metric: 'numRecordsInPerSecond',
        points: [
          [0, 10],
          [60, 30],
        ],
      },
      grid,
    );

    expect(points).toEqual([
      [0, 20],
      [300, null],
    ]);
  });

  it('takes the last value of a counter', () => {
    const { points } = downsample(
      {
        metric: 'numRestarts',
        points: [
          [300, 9],
          [360, 0],
        ],
      },
      grid,
    );

    expect(points).toEqual([
      [0, null],
      [300, 0],
    ]);
  });

  it('keeps a peak', () => {
    const { points } = downsample(
      {
        metric: 'lastCheckpointDuration',
        points: [
          [0, 100],
          [60, 9_000],
          [120, 200],
        ],
      },
      grid,
    );

    expect(points[0]).toEqual([0, 9_000]);
  });
});

describe('gridOf', () => {
  it('gives everybody who asks within one step the same range', () => {
    const first = gridOf('24h', Date.parse('2026-11-22T10:01:00Z'));
    const second = gridOf('24h', Date.parse('2026-11-22T10:14:59Z'));

    expect(first).toEqual(second);
    expect(new Date(first.toMs).toISOString()).toBe('2026-11-22T10:15:00.000Z');
  });
});
