import { operation } from './__fixtures__/applications';
import { countRestarts } from './restarts';

/** A value of the counter per minute, from midnight on. */
const counter = (...values: number[]) =>
  values.map((value, minute) => [minute * 60, value] as const);

const update = (startMinute: number, endMinute: number) =>
  operation({
    kind: 'update',
    startedAt: new Date(startMinute * 60_000).toISOString(),
    endedAt: new Date(endMinute * 60_000).toISOString(),
  });

describe('restarts about an operation', () => {
  it('are all planned while it runs', () => {
    expect(countRestarts(counter(1, 2, 4, 5), [update(0, 6)])).toEqual({
      planned: 4,
      unplanned: 0,
    });
  });

  it('are planned once after it ended, and unplanned from then on', () => {
    const points = counter(1, 1, 1, 2, 3, 4);
    expect(countRestarts(points, [update(0, 2)])).toEqual({
      planned: 1,
      unplanned: 2,
    });
  });

  it('are unplanned after its end when one was seen over its end', () => {
    const points = counter(1, 1, 2, 3);
    expect(countRestarts(points, [update(0, 1.5)])).toEqual({
      planned: 1,
      unplanned: 1,
    });
  });

  it('are excused by each operation anew', () => {
    const points = counter(1, 1, 1, 2, 2, 2, 2, 3, 4);
    expect(countRestarts(points, [update(4, 6), update(0, 2)])).toEqual({
      planned: 2,
      unplanned: 1,
    });
  });
});
