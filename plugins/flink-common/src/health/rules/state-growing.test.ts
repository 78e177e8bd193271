import { judge } from '../judge';
import {
  given,
  minutely,
  minutesAgo,
  seriesWith,
  type Given,
} from '../__fixtures__/applications';
import { simulate } from '../__fixtures__/simulate';

const find = (what: Given) =>
  judge(given(what)).findings.find(({ ruleId }) => ruleId === 'state-growing');

const GIB = 1024 ** 3;
const sized = (bytes: (minutesAgo: number) => number) => ({
  series: seriesWith(minutely('lastCheckpointSize', bytes, 150)),
});
const growing = sized(ago => GIB * (1 + (150 - ago) / 150));

describe('state-growing', () => {
  it('is information, and worsens nothing', () => {
    expect(judge(given(growing)).verdict).toBe('Healthy');
    expect(find(growing)).toMatchObject({
      severity: 'info',
      since: minutesAgo(142),
      message:
        'state grew from 1.1 GiB to 1.9 GiB (+71 %) in 2 h 20 min and never shrank, limit 20 %',
    });
  });

  it('does not take the breathing of a job for growth', () => {
    expect(find(sized(ago => GIB * (2 + Math.sin(ago / 20))))).toBeUndefined();
  });

  it('does not mind a little', () => {
    expect(find(sized(ago => GIB * (2 - ago / 1000)))).toBeUndefined();
  });

  it('lets state fill up after a start', () => {
    const state = { since: minutesAgo(200) };
    expect(find({ ...growing, state })).toBeUndefined();
  });

  it('goes on through noise, and ends when the size stays', () => {
    const judgements = simulate(200, {
      lastCheckpointSize: minute =>
        minute < 60
          ? GIB * (1 + (minute + 150) / 150) * (1 + ((minute * 31) % 7) / 100)
          : GIB * 2.4,
    });
    const found = judgements.map(({ findings }) => findings.length > 0);
    expect(found.slice(0, 60)).toEqual(new Array(60).fill(true));
    expect(found[199]).toBe(false);
  });
});
