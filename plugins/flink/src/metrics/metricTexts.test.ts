import { series } from '../__testUtils__';
import { chartRows } from './chartRows';
import { fillPanels } from './panels';
import { summarizeSeries } from './summarizeSeries';
import { watermarkDelay } from './watermarkDelay';

const START_S = Date.parse('2026-11-22T13:00:00Z') / 1000;

describe('rows of a chart', () => {
  it('keep a gap as a gap', () => {
    const rows = chartRows([series('a', [1, null, 3])], 60);
    expect(rows.map(({ values }) => values[0])).toEqual([1, null, 3]);
  });

  it('put a gap where minutes are missing', () => {
    const line = series('a', [], {
      points: [
        [START_S, 1],
        [START_S + 600, 2],
      ],
    });
    expect(chartRows([line], 60).map(({ values }) => values[0])).toEqual([
      1,
      null,
      2,
    ]);
  });

  it('join lines by time', () => {
    const rows = chartRows([series('a', [1, 2]), series('b', [null, 4])], 60);
    expect(rows.map(({ values }) => values)).toEqual([
      [1, null],
      [2, 4],
    ]);
  });
});

describe('the sentence for a line', () => {
  const now = new Date('2026-11-22T14:00:00Z');
  const lag = (values: Array<number | null>) =>
    summarizeSeries(
      series('pendingRecords', values, { title: 'Lag', unit: 'records' }),
      now,
    );

  it('says rise, ends and top', () => {
    expect(lag([20_000, null, 1_400_000])).toMatch(
      /^Lag rose from 20 k records to 1.4 M records between .* and .*; highest 1.4 M records at .*; 1 values missing\.$/,
    );
  });

  it('says fall', () => {
    expect(lag([500, 10])).toContain('fell from 500 records to 10 records');
  });

  it('does not call noise a rise', () => {
    expect(lag([1000, 1040])).toContain('stayed near 1 k records');
  });

  it('says that there is nothing', () => {
    expect(lag([null])).toBe('Lag: no values in this range.');
  });
});

describe('watermark delay', () => {
  it('is the distance between the time of the value and the watermark', () => {
    const line = series('currentOutputWatermark', [(START_S - 90) * 1000], {
      unit: 'epochMs',
    });
    expect(watermarkDelay(line)).toMatchObject({
      unit: 'ms',
      points: [[START_S, 90_000]],
    });
  });

  it('is a gap without a watermark', () => {
    const line = series('currentOutputWatermark', [-(2 ** 63), null], {
      unit: 'epochMs',
    });
    expect(watermarkDelay(line).points.map(([, value]) => value)).toEqual([
      null,
      null,
    ]);
  });
});

describe('panels', () => {
  it('stand in causal order, also empty ones', () => {
    expect(fillPanels([]).map(({ id }) => id)).toEqual([
      'input',
      'output',
      'watermark',
      'pressure',
      'checkpoints',
      'cpu',
      'memory',
      'restarts',
    ]);
  });

  it('never put two units on one axis', () => {
    const checkpoints = fillPanels([
      series('lastCheckpointDuration', [1], { unit: 'ms' }),
      series('lastCheckpointSize', [1], { unit: 'bytes' }),
    ]).find(({ id }) => id === 'checkpoints');
    expect(checkpoints?.charts).toHaveLength(2);
  });
});
