import { unreadable } from '../model/Reading';
import { learn } from '../model/KnownApplication';
import { judge } from './judge';
import {
  given,
  known,
  later,
  minutely,
  minutesAgo,
  MINUTE_MS,
  NOW_MS,
  observation,
  seriesWith,
  seriesWithout,
} from './__fixtures__/applications';

const verdictOf = (...args: Parameters<typeof given>) =>
  judge(given(...args)).verdict;

describe('the verdict of a phase', () => {
  it('is Healthy for a job that runs, checkpoints and keeps up', () => {
    expect(judge(given())).toMatchObject({
      verdict: 'Healthy',
      since: minutesAgo(600),
      findings: [],
    });
  });

  it('is Changing while a change takes its usual time', () => {
    const change = {
      kind: 'update',
      startedAt: minutesAgo(3),
      verbatim: 'UPDATING',
    } as const;
    expect(
      judge(given({ state: { phase: 'changing', change }, series: [] })),
    ).toMatchObject({
      verdict: 'Changing',
      since: minutesAgo(3),
      findings: [],
    });
  });

  it('is Stopped, and no incident, when somebody stopped it', () => {
    expect(verdictOf({ state: { phase: 'stopped' }, series: [] })).toBe(
      'Stopped',
    );
  });

  it('is Healthy for a batch job that completed', () => {
    const finished = { state: { phase: 'finished' as const } };
    expect(
      verdictOf({
        ...finished,
        configuration: { workload: 'batch' },
        series: [],
      }),
    ).toBe('Healthy');
  });

  it('is no incident for a bounded job that nobody declared as batch', () => {
    const finished = { state: { phase: 'finished' as const } };
    expect(judge(given({ ...finished, series: [] }))).toMatchObject({
      verdict: 'Healthy',
      findings: [{ ruleId: 'job-ended', severity: 'info' }],
    });
  });

  it('is Unknown, with the words, for a state nobody knows', () => {
    const judgement = judge(
      given({
        state: {
          phase: 'unrecognized',
          verbatim: [{ label: 'Application status', value: 'HIBERNATING' }],
        },
      }),
    );
    expect(judgement.verdict).toBe('Unknown');
    expect(judgement.findings[0].message).toContain('HIBERNATING');
  });
});

describe('what cannot be read', () => {
  const failed = {
    ...observation(),
    state: unreadable(
      'denied',
      'the role lacks kinesisanalytics:DescribeApplication',
      minutesAgo(0),
    ),
  };

  it('keeps the verdict for three missed readings, then is Unknown with reason and age', () => {
    const soon = given({}, { known: learn(known(), failed as never) });
    expect(judge(soon).verdict).toBe('Healthy');

    const late = judge({ ...soon, nowMs: NOW_MS + 3 * MINUTE_MS });
    expect(late).toMatchObject({
      verdict: 'Unknown',
      since: minutesAgo(1),
      findings: [{ ruleId: 'unreadable', title: 'Access denied' }],
    });
    expect(late.findings[0].message).toBe(
      'the state cannot be read: the role lacks kinesisanalytics:DescribeApplication. Last read 4 min ago.',
    );
  });

  it('is Unknown when it was never read', () => {
    const never = judge(
      given({}, { known: learn(undefined, failed as never) }),
    );
    expect(never.verdict).toBe('Unknown');
    expect(never.findings[0].message).toContain('It was never read.');
  });

  it('is Unknown when the source fell silent without an error', () => {
    expect(judge({ ...given(), nowMs: NOW_MS + 10 * MINUTE_MS }).verdict).toBe(
      'Unknown',
    );
  });

  it('is Unknown for a running job without any metric, and says why', () => {
    const judgement = judge(
      given(
        { series: [] },
        {
          known: learn(undefined, {
            ...observation(),
            metrics: unreadable(
              'denied',
              'the role lacks cloudwatch:GetMetricData',
              minutesAgo(1),
            ),
          }),
        },
      ),
    );
    expect(judgement.verdict).toBe('Unknown');
    expect(judgement.findings).toEqual([
      expect.objectContaining({
        ruleId: 'access-denied',
        message: 'the role lacks cloudwatch:GetMetricData',
      }),
    ]);
    expect(judgement.notAssessed.map(entry => entry.ruleId)).toContain(
      'restart-loop',
    );
  });

  it('is Unknown for a running job that reports nothing, and says for how long', () => {
    expect(judge(given({ series: [] })).findings).toEqual([
      expect.objectContaining({
        ruleId: 'not-assessable',
        severity: 'unknown',
        message: expect.stringMatching(
          /^running for 10 h and none of its metrics is known: .*not reported$/,
        ),
      }),
    ]);
  });

  it('does not call a job Healthy that has just begun and reported nothing', () => {
    expect(verdictOf({ state: { since: minutesAgo(2) }, series: [] })).toBe(
      'Changing',
    );
  });

  it('does not take the newest two minutes for a gap', () => {
    const series = seriesWith().map(one => ({
      ...one,
      points: one.points.slice(0, -1),
    }));
    expect(verdictOf({ series })).toBe('Healthy');
  });

  it('takes values of a quarter of an hour ago for unknown', () => {
    const series = seriesWith().map(one => ({
      ...one,
      points: one.points.slice(0, -15),
    }));
    expect(verdictOf({ series })).toBe('Unknown');
  });

  it('says what is partly missing and does not make a drama of it', () => {
    const judgement = judge(given({ series: seriesWithout('pendingRecords') }));
    expect(judgement.verdict).toBe('Healthy');
    expect(judgement.notAssessed).toEqual([
      expect.objectContaining({ ruleId: 'state-not-restored' }),
      expect.objectContaining({ ruleId: 'gc-pressure' }),
      expect.objectContaining({ ruleId: 'watermark-stalled' }),
      {
        ruleId: 'lag-high',
        title: 'Falling behind',
        reason: 'lag, time behind the stream: not reported',
      },
      expect.objectContaining({ ruleId: 'lag-growing' }),
    ]);
  });

  it('misses what was reported before', () => {
    const without = given({ series: seriesWithout('pendingRecords') });
    const first = judge({ ...without, previous: judge(given()) });
    const judgement = judge({ ...later(without, 2), previous: first });
    expect(judgement.verdict).toBe('Unknown');
    expect(judgement.findings[0].message).toContain('lag');
  });

  it('does not miss what an earlier deployment reported', () => {
    const input = given({
      series: seriesWithout('pendingRecords'),
      operations: [
        {
          id: 'update',
          kind: 'update',
          verbatim: 'UpdateApplication',
          status: 'succeeded',
          startedAt: minutesAgo(1.5),
          endedAt: minutesAgo(1),
          planned: true,
        },
      ],
    });
    expect(judge({ ...input, previous: judge(given()) }).verdict).toBe(
      'Healthy',
    );
  });
});

describe('hysteresis', () => {
  const busy = given({
    series: seriesWith(minutely('cpuUtilization', ago => (ago < 20 ? 92 : 50))),
  });
  const calm = given();

  it('says since when the condition holds in the data, not since it was noticed', () => {
    expect(judge(busy)).toMatchObject({
      verdict: 'Degraded',
      since: minutesAgo(19),
      findings: [{ ruleId: 'resource-pressure', since: minutesAgo(19) }],
    });
  });

  it('enters on three of three', () => {
    const twoHigh = seriesWith(
      minutely('cpuUtilization', ago => (ago < 4 ? 92 : 50)),
    );
    expect(verdictOf({ series: twoHigh })).toBe('Healthy');
    const threeHigh = seriesWith(
      minutely('cpuUtilization', ago => (ago < 5 ? 92 : 50)),
    );
    expect(verdictOf({ series: threeHigh })).toBe('Degraded');
  });

  it('leaves after the quiet period and not before', () => {
    const first = judge(busy);
    const soon = judge({ ...later(calm, 4), previous: first });
    expect(soon.verdict).toBe('Degraded');
    expect(soon.findings[0].since).toBe(first.findings[0].since);

    const after = judge({ ...later(calm, 6), previous: soon });
    expect(after).toMatchObject({
      verdict: 'Healthy',
      since: new Date(NOW_MS + 6 * MINUTE_MS).toISOString(),
      findings: [],
    });
  });

  it('does not flap under noise of a tenth around the limit', () => {
    // A fixed sequence between 72 and 88 around a limit of 80.
    const noise = (step: number) => 72 + ((step * 7919) % 17);
    let previous: ReturnType<typeof judge> | undefined;
    const verdicts: string[] = [];
    for (let minute = 0; minute < 90; minute += 1) {
      const moving = given({
        series: seriesWith(
          minutely('cpuUtilization', ago => noise(minute - ago + 200)),
        ),
      });
      previous = judge({ ...later(moving, minute), previous });
      verdicts.push(previous.verdict);
    }
    const changes = verdicts.filter(
      (verdict, index) => index > 0 && verdict !== verdicts[index - 1],
    );
    expect(changes.length).toBeLessThanOrEqual(1);
  });

  it('drops what does not apply any more as soon as the application stops', () => {
    const stopped = given({ state: { phase: 'stopped' }, series: [] });
    expect(judge({ ...stopped, previous: judge(busy) })).toMatchObject({
      verdict: 'Stopped',
      findings: [],
    });
  });

  it('keeps the beginning of a verdict while its reason changes', () => {
    const first = judge(busy);
    const backpressured = given({
      series: seriesWith(
        minutely('backPressuredTimeMsPerSecond', ago => (ago < 6 ? 900 : 20)),
      ),
    });
    const second = judge({ ...later(backpressured, 7), previous: first });
    expect(second.findings.map(finding => finding.ruleId)).toEqual([
      'backpressure',
    ]);
    expect(second.since).toBe(first.since);
  });
});

describe('order', () => {
  it('puts a loop before the checkpoints it keeps from completing', () => {
    const judgement = judge(
      given({
        series: seriesWith(
          minutely('numRestarts', ago => (ago > 14 ? 4 : 19 - ago)),
          minutely('lastCheckpointDuration', ago =>
            ago > 15 ? 900 + ago : 900,
          ),
          minutely('lastCheckpointSize', ago => (ago > 15 ? 2e9 + ago : 1e9)),
          minutely('pendingRecords', () => 1_400_000),
        ),
      }),
    );
    expect(judgement.findings.map(finding => finding.ruleId)).toEqual([
      'restart-loop',
      'checkpoint-missing',
      'lag-high',
    ]);
  });

  it('puts the likely cause before what follows from it', () => {
    const judgement = judge(
      given({
        state: {
          conditions: [
            {
              code: 'taskManagerOutOfMemory',
              message: 'taskmanager-1-2 was killed (137)',
              since: minutesAgo(12),
            },
          ],
        },
        series: seriesWith(
          minutely('numRestarts', ago => (ago > 9 ? 4 : 13 - ago)),
          minutely('pendingRecords', () => 1_400_000),
        ),
      }),
    );
    expect(judgement.verdict).toBe('Unhealthy');
    expect(judgement.findings.map(finding => finding.ruleId)).toEqual([
      'task-manager-out-of-memory',
      'restart-loop',
      'lag-high',
    ]);
  });
});
