import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  minutely,
  minutesAgo,
  MINUTE_MS,
  NOW_MS,
  seriesWith,
  type Given,
} from '../__fixtures__/applications';

const find = (what: Given) =>
  judge(given(what)).findings.find(
    ({ ruleId }) => ruleId === 'watermark-stalled',
  );

/** Event time five seconds behind the clock until some minutes ago, and none since. */
const stalledFor = (
  minutes: number,
  metric = 'currentOutputWatermark' as const,
) =>
  minutely(metric, ago => NOW_MS - Math.max(ago, minutes) * MINUTE_MS - 5_000);

describe('watermark-stalled', () => {
  it('sees event time stand still while records arrive', () => {
    const what = { series: seriesWith(stalledFor(25)) };
    expect(judge(given(what)).verdict).toBe('Degraded');
    expect(find(what)).toMatchObject({
      role: 'cause',
      since: minutesAgo(25),
      message:
        'the watermark stands at 2026-11-22 14:14:55 UTC for 23 min while records arrive, limit 15 min',
    });
  });

  it('waits for its limit', () => {
    expect(find({ series: seriesWith(stalledFor(17)) })).toBeDefined();
    expect(find({ series: seriesWith(stalledFor(14)) })).toBeUndefined();
  });

  it('says nothing while nothing arrives: event time cannot move', () => {
    const nothing = minutely('numRecordsInPerSecond', () => 0);
    expect(
      find({ series: seriesWith(stalledFor(25), nothing) }),
    ).toBeUndefined();
  });

  it('looks at the input where no output watermark is known', () => {
    const input = minutely(
      'currentInputWatermark',
      ago => NOW_MS - Math.max(ago, 25) * MINUTE_MS,
    );
    expect(find({ series: seriesWith(input) })?.evidence[0].name).toBe(
      'currentInputWatermark',
    );
  });

  it('knows a watermark that moves in steps', () => {
    const inSteps = minutely(
      'currentOutputWatermark',
      ago => NOW_MS - Math.ceil(ago / 20) * 20 * MINUTE_MS,
    );
    expect(find({ series: seriesWith(inSteps) })).toBeUndefined();
  });

  it('does not take the end of a source for a watermark, nor Long.MIN', () => {
    for (const value of [2 ** 63, -(2 ** 63)]) {
      const none = minutely('currentOutputWatermark', () => value);
      expect(find({ series: seriesWith(none) })).toBeUndefined();
    }
  });

  it('does not count the time before the newest start', () => {
    const state = { since: minutesAgo(10) };
    expect(find({ state, series: seriesWith(stalledFor(25)) })).toBeUndefined();
  });

  it('is not assessed for a job without event time, which is no drama', () => {
    const judgement = judge(given());
    expect(judgement.verdict).toBe('Healthy');
    expect(judgement.notAssessed).toContainEqual(
      expect.objectContaining({
        ruleId: 'watermark-stalled',
        reason:
          'output watermark, input watermark: read on demand only, as every background reading costs money',
      }),
    );
    const watched = judge(given({ identity: kubernetesIdentity }));
    expect(watched.notAssessed).toContainEqual(
      expect.objectContaining({
        ruleId: 'watermark-stalled',
        reason: 'output watermark, input watermark: not reported',
      }),
    );
  });
});
