import { judge } from '../judge';
import {
  given,
  managedIdentity,
  minutely,
  minutesAgo,
  seriesWith,
  type Given,
} from '../__fixtures__/applications';
import { changesOf, simulate } from '../__fixtures__/simulate';

const find = (what: Given) =>
  judge(given(what)).findings.find(({ ruleId }) => ruleId === 'no-output');
const whyNot = (what: Given) =>
  judge(given(what)).notAssessed.find(({ ruleId }) => ruleId === 'no-output')
    ?.reason;

/** Output that stopped some minutes ago. */
const stoppedFor = (minutes: number) =>
  minutely('numRecordsOutPerSecond', ago => (ago <= minutes ? 0 : 2900));
/** Output once every so many minutes. */
const every = (minutes: number, until = 0) =>
  minutely('numRecordsOutPerSecond', ago =>
    ago % minutes === 0 && ago > until ? 500 : 0,
  );

describe('no-output', () => {
  it('is Unhealthy when nothing leaves for five minutes while records arrive', () => {
    const finding = find({ series: seriesWith(stoppedFor(8)) });
    expect(finding).toMatchObject({
      severity: 'unhealthy',
      role: 'unknown',
      since: minutesAgo(8),
      limit: { value: 300_000, unit: 'ms' },
      message: 'no record written for 7 min while 3 k/s arrive, limit 5 min',
    });
    expect(finding?.evidence.map(({ name }) => name)).toEqual([
      'numRecordsOutPerSecond',
      'numRecordsInPerSecond',
    ]);
  });

  it('waits for five minutes', () => {
    expect(find({ series: seriesWith(stoppedFor(6)) })).toBeDefined();
    expect(find({ series: seriesWith(stoppedFor(5)) })).toBeUndefined();
  });

  it('says nothing while nothing arrives', () => {
    const series = seriesWith(
      stoppedFor(9),
      minutely('numRecordsInPerSecond', ago => (ago <= 9 ? 0 : 3000)),
    );
    expect(find({ series })).toBeUndefined();
  });

  it('says nothing when only a record now and then arrives', () => {
    const series = seriesWith(
      stoppedFor(20),
      minutely('numRecordsInPerSecond', ago =>
        ago > 20 || ago % 5 === 2 ? 3 : 0,
      ),
    );
    expect(find({ series })).toBeUndefined();
  });

  it('is not assessed for an application that is declared to write seldom', () => {
    const what: Given = {
      identity: {
        ...managedIdentity,
        labels: { 'flink-portal/output': 'sparse' },
      },
      series: seriesWith(stoppedFor(30)),
    };
    expect(judge(given(what)).verdict).toBe('Healthy');
    expect(whyNot(what)).toBe(
      'declared to write seldom (flink-portal/output: sparse)',
    );
  });

  it('does not believe zeros of a sink that never counted anything', () => {
    const what = {
      series: seriesWith(minutely('numRecordsOutPerSecond', () => 0)),
    };
    expect(judge(given(what)).verdict).toBe('Healthy');
    expect(whyNot(what)).toMatch(/^no output was ever reported/);
  });

  it('is not assessed where input or output are not known', () => {
    const lost = minutely('numRecordsInPerSecond', () => undefined);
    expect(whyNot({ series: seriesWith(stoppedFor(8), lost) })).toBe(
      'records in: not reported',
    );
    const out = minutely('numRecordsOutPerSecond', () => undefined);
    expect(whyNot({ series: seriesWith(out) })).toBe(
      'records out: not reported',
    );
  });

  it('knows a job that writes once per window', () => {
    expect(find({ series: seriesWith(every(20)) })).toBeUndefined();
    expect(find({ series: seriesWith(every(20, 30)) })?.since).toBe(
      minutesAgo(39),
    );
  });

  it('cannot tell a pause from an end while hardly anything is known of before', () => {
    const known = (minutes: number, silent: number) => ({
      series: seriesWith(
        minutely(
          'numRecordsOutPerSecond',
          ago => (ago <= silent ? 0 : 500),
          minutes,
        ),
      ),
    });
    expect(find(known(13, 11))).toBeUndefined();
    expect(whyNot(known(13, 11))).toBe(
      'output is known for 11 min only, which does not tell a pause from an end',
    );
    expect(find(known(17, 11))).toBeDefined();
    expect(find(known(19, 17))).toBeDefined();
  });

  it('learns while it stands that a job pauses, from as much output as before', () => {
    const judgements = simulate(90, {
      // From every minute to once in twenty minutes: a window was added.
      numRecordsOutPerSecond: minute => {
        if (minute < 0) {
          return 100;
        }
        return minute % 20 === 19 ? 2000 : 0;
      },
    });
    expect(judgements[12].verdict).toBe('Unhealthy');
    expect(judgements[30].verdict).toBe('Healthy');
    expect(judgements[89].verdict).toBe('Healthy');
    expect(changesOf(judgements)).toBe(2);
  });

  it('does not count the time before the newest start', () => {
    const state = { since: minutesAgo(4) };
    expect(find({ state, series: seriesWith(stoppedFor(8)) })).toBeUndefined();
  });

  it('goes on after the time when values told that it used to write', () => {
    const judgements = simulate(180, {
      numRecordsOutPerSecond: minute => (minute < 0 ? 2900 : 0),
    });
    expect(judgements[179]).toMatchObject({
      verdict: 'Unhealthy',
      since: judgements[20].since,
    });
    expect(changesOf(judgements)).toBe(1);
  });

  it('does not flap when a record leaves now and then', () => {
    const judgements = simulate(120, {
      numRecordsOutPerSecond: minute =>
        minute < 0 || (minute > 10 && minute % 6 === 0) ? 2900 : 0,
    });
    expect(changesOf(judgements)).toBe(1);
  });

  it('ends when records leave again', () => {
    const judgements = simulate(60, {
      numRecordsOutPerSecond: minute => (minute < 0 || minute > 30 ? 2900 : 0),
    });
    expect(judgements[30].verdict).toBe('Unhealthy');
    expect(judgements[41].verdict).toBe('Healthy');
    expect(changesOf(judgements)).toBe(2);
  });
});
