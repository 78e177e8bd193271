import { joinCounters } from './joinCounters';

const job = (name: string, points: Array<[number, number]>) => ({
  metric: 'numRestarts' as const,
  part: { kind: 'job' as const, name },
  points,
});

describe('joinCounters', () => {
  it("takes the application's own counter where there is one", () => {
    expect(
      joinCounters([
        job('a', [[0, 5]]),
        { metric: 'numRestarts', points: [[0, 1]] },
      ]),
    ).toEqual([[0, 1]]);
  });

  it('sums jobs, each with its newest value', () => {
    expect(
      joinCounters([
        job('a', [
          [0, 1],
          [120, 2],
        ]),
        job('b', [
          [0, 3],
          [60, 4],
        ]),
      ]),
    ).toEqual([
      [0, 4],
      [60, 5],
      [120, 6],
    ]);
  });

  it('does not take the restarts of a job that is seen for the first time for new ones', () => {
    const joined = joinCounters([
      job('a', [
        [0, 1],
        [120, 1],
      ]),
      job('b', [[60, 7]]),
    ]);

    expect(new Set(joined.map(([, value]) => value))).toEqual(new Set([8]));
  });
});
