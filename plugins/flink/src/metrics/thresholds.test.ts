import { fallingBehind, series } from '../__testUtils__';
import { thresholdsFor, thresholdsOf } from './thresholds';

const lagHigh = { ...fallingBehind, ruleId: 'lag-high' };

describe('limits on charts', () => {
  it('are those that findings state', () => {
    expect(thresholdsOf([lagHigh])).toEqual([
      {
        metric: 'pendingRecords',
        unit: 'records',
        value: 200_000,
        label: 'limit 200 k records',
        text: 'limit 200 k records (Falling behind)',
      },
    ]);
  });

  it('are of the metric, whatever part the evidence names', () => {
    const [threshold] = thresholdsOf([
      {
        ...lagHigh,
        ruleId: 'backpressure',
        evidence: [
          { name: 'backPressuredTimeMsPerSecond (sink)', value: '900 ms/s' },
        ],
      },
    ]);
    expect(threshold.metric).toBe('backPressuredTimeMsPerSecond');
  });

  it('are not counts or ages that no axis shows', () => {
    expect(
      thresholdsOf([
        {
          ...lagHigh,
          ruleId: 'restart-loop',
          limit: { value: 3, unit: 'count' },
          evidence: [{ name: 'numRestarts', value: '7' }],
        },
        { ...lagHigh, ruleId: 'lag-growing' },
      ]),
    ).toEqual([]);
  });

  it('stand only on the axis of their unit', () => {
    const thresholds = thresholdsOf([lagHigh]);
    const records = series('pendingRecords', [1], { unit: 'records' });
    const rate = series('numRecordsInPerSecond', [1], {
      unit: 'recordsPerSecond',
    });
    expect(thresholdsFor(thresholds, [records])).toHaveLength(1);
    expect(thresholdsFor(thresholds, [rate])).toHaveLength(0);
  });
});
