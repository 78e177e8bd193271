import {
  given,
  later,
  minutely,
  seriesWith,
  seriesWithout,
} from './__fixtures__/applications';
import { judge } from './judge';

describe('one of many metrics that is late', () => {
  const lag = (until: number) =>
    minutely('pendingRecords', ago => (ago >= until ? 900 : undefined));
  const well = judge(given());
  const first = judge(
    given({ series: seriesWith(lag(9)) }, { previous: well }),
  );

  it('makes nothing Unknown at once', () => {
    expect(first.verdict).toBe('Healthy');
    expect(first.notAssessed.map(({ ruleId }) => ruleId)).toContain('lag-high');
  });

  it('does when it stays away for two minutes', () => {
    const after = (minutes: number) =>
      judge({
        ...later(given({ series: seriesWith(lag(9)) }), minutes),
        previous: first,
      }).verdict;
    expect(after(1)).toBe('Healthy');
    expect(after(2)).toBe('Unknown');
  });

  it('is Unknown at once for what was not Healthy before', () => {
    const input = given({ series: seriesWith(lag(9)) });
    const stopped = { ...well, verdict: 'Stopped' as const };
    expect(judge({ ...input, previous: stopped }).verdict).toBe('Unknown');
  });

  it('is Unknown at once where a vital rule reads it', () => {
    const blind = seriesWithout('downtime', 'uptime', 'numRestarts');
    expect(judge(given({ series: blind }, { previous: well })).verdict).toBe(
      'Unknown',
    );
  });
});
