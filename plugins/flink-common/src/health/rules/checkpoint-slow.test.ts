import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  minutely,
  minutesAgo,
  seriesWith,
  seriesWithout,
  type Given,
} from '../__fixtures__/applications';
import { changesOf, simulate } from '../__fixtures__/simulate';

const find = (what: Given) =>
  judge(given(what)).findings.find(
    ({ ruleId }) => ruleId === 'checkpoint-slow',
  );

const taking = (ms: (minutesAgo: number) => number) =>
  seriesWith(minutely('lastCheckpointDuration', ms));

describe('checkpoint-slow', () => {
  it('is Degraded when checkpoints take more than half of their interval', () => {
    const what = {
      series: [
        ...taking(ago => (ago < 9 ? 42_000 + ago : 900 + ago)),
        minutely('busyTimeMsPerSecond', () => 990, 120, {
          kind: 'task',
          name: 'enrich-join',
        }),
      ],
    };
    expect(judge(given(what)).verdict).toBe('Degraded');
    expect(find(what)).toMatchObject({
      role: 'unknown',
      since: minutesAgo(8),
      value: { value: 42_002, unit: 'ms' },
      limit: { value: 30_000, unit: 'ms' },
      message:
        'checkpoints take 42 s for 8 min, limit 30 s (50 % of the interval of 1 min); busiest: enrich-join, busy 99 %',
    });
  });

  it('is not concluded from one slow checkpoint', () => {
    expect(
      find({ series: taking(ago => (ago < 4 ? 42_000 + ago : 900 + ago)) }),
    ).toBeUndefined();
  });

  it('knows the interval of this job', () => {
    const configuration = { checkpointIntervalMs: 10 * 60_000 };
    expect(
      find({ configuration, series: taking(ago => 42_000 + ago) }),
    ).toBeUndefined();
    expect(
      find({ configuration, series: taking(ago => 301_000 + ago) }),
    ).toBeDefined();
  });

  it('is not assessed without an interval, and not asked of a job without checkpoints', () => {
    const series = taking(ago => 42_000 + ago);
    const unknown = judge(
      given({
        identity: kubernetesIdentity,
        configuration: { checkpointIntervalMs: undefined },
        series,
      }),
    );
    expect(unknown.notAssessed).toContainEqual({
      ruleId: 'checkpoint-slow',
      title: 'Checkpoints slow',
      reason: 'the checkpoint interval is not known',
    });
    expect(
      find({ configuration: { checkpointingEnabled: false }, series }),
    ).toBeUndefined();
  });

  it('takes the runtime’s own word where no gauge is known', () => {
    const what = (durationMs: number): Given => ({
      identity: kubernetesIdentity,
      series: seriesWithout('lastCheckpointDuration', 'lastCheckpointSize'),
      jobs: [
        {
          name: 'orders',
          lastCompletedCheckpoint: { at: minutesAgo(1), durationMs },
        },
      ],
    });
    expect(find(what(42_000))?.since).toBe(minutesAgo(1));
    expect(find(what(29_000))).toBeUndefined();
    // While it stands, a tenth less is not yet well.
    const before = judge(given(what(42_000)));
    expect(
      judge({ ...given(what(29_000)), previous: before }).findings[0].since,
    ).toBe(minutesAgo(1));
    expect(
      judge({ ...given(what(29_000)), previous: before }).findings[0].message,
    ).toContain('take 29 s');
  });

  it('does not flap around its limit', () => {
    const judgements = simulate(90, {
      lastCheckpointDuration: minute => 27_500 + ((minute * 7919) % 5000),
    });
    expect(changesOf(judgements)).toBeLessThanOrEqual(1);
  });
});
