import { judge } from '../judge';
import {
  given,
  minutely,
  minutesAgo,
  seriesWith,
} from '../__fixtures__/applications';
import { changesOf, simulate } from '../__fixtures__/simulate';
import type { MetricSeries } from '../../metrics/MetricSeries';

const find = (...series: MetricSeries[]) =>
  judge(given({ series: seriesWith(...series) })).findings.find(
    ({ ruleId }) => ruleId === 'gc-pressure',
  );

/** A counter that rises by 0.5 s a minute, and by so much more in the newest minutes. */
const collecting = (msPerMinute: number, minutes: number) =>
  minutely(
    'oldGenerationGCTime',
    ago => 900_000 - ago * 500 + Math.max(0, minutes - ago) * msPerMinute,
  );

describe('gc-pressure', () => {
  it('sees a TaskManager that does little else', () => {
    expect(find(collecting(45_000, 8))).toMatchObject({
      role: 'cause',
      severity: 'degraded',
      since: minutesAgo(7),
      limit: { value: 60, unit: 'percent' },
      message:
        'a TaskManager spends 76 % of its time on collecting garbage for 7 min, limit 60 %',
    });
  });

  it('is not concluded from two minutes', () => {
    expect(find(collecting(45_000, 4))).toBeUndefined();
    expect(find(collecting(45_000, 5))).toBeDefined();
  });

  it('does not take a new TaskManager’s counter for a rise', () => {
    const anew = minutely('oldGenerationGCTime', ago =>
      ago > 4 ? 5_000_000 : 200,
    );
    expect(find(anew)).toBeUndefined();
  });

  it('does not spread a rise over a gap of the data', () => {
    const gap = minutely('oldGenerationGCTime', ago =>
      ago > 30 || ago < 4 ? 1000 + (ago < 4 ? 3_000_000 : 0) : undefined,
    );
    expect(find(gap)).toBeUndefined();
  });

  it('does not flap around its limit', () => {
    const rises = Array.from(
      { length: 240 },
      (_, i) => 33_000 + ((i * 7919) % 6000),
    );
    const sums = rises.map((_, i) =>
      rises.slice(0, i).reduce((sum, rise) => sum + rise, 0),
    );
    const judgements = simulate(90, {
      oldGenerationGCTime: minute => sums[minute + 125],
    });
    expect(changesOf(judgements)).toBeLessThanOrEqual(1);
  });
});

describe('gc-pressure without its counter', () => {
  it('is not assessed, and says why', () => {
    expect(judge(given()).notAssessed).toContainEqual(
      expect.objectContaining({ ruleId: 'gc-pressure' }),
    );
  });
});
