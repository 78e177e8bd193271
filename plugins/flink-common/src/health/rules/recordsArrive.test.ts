import type { MetricPoint } from '../../metrics/MetricSeries';
import type { RuleContext } from '../RuleContext';
import { recordsArrive } from './recordsArrive';

/** Whether records arrived since the second minute, given a value per minute from the first on. */
const arrive = (...values: number[]) => {
  const points = values.map((value, i): MetricPoint => [(i + 1) * 60, value]);
  const context: Pick<RuleContext, 'metric'> = {
    metric: () => (points.length > 0 ? points : undefined),
  };
  return recordsArrive(context as RuleContext, 120_000);
};

describe('recordsArrive', () => {
  it('wants records now, and in half of the values', () => {
    expect(arrive(0, 0, 5)).toBe(true);
    expect(arrive(0, 0, 0, 5)).toBe(false);
    expect(arrive(0, 5, 5, 0)).toBe(false);
  });

  it('asks for nothing before the moment', () => {
    expect(arrive(9, 0, 0, 0, 5)).toBe(false);
    expect(arrive(0, 5)).toBe(true);
  });

  it('is not known without values of that time', () => {
    expect(arrive()).toBeUndefined();
    expect(arrive(5)).toBeUndefined();
  });
});
