import type { MetricName } from '../metrics/MetricName';
import type { MetricSeries } from '../metrics/MetricSeries';
import { compareAroundChange } from './compareAroundChange';

const MINUTE = 60_000;
const STARTED = Date.parse('2026-11-26T10:00:00Z');
const ENDED = STARTED + 2 * MINUTE;
const NOW = ENDED + 16 * MINUTE;

/** A value a minute: one level before the change, one after it, and nothing while it went on. */
function levels(
  metric: MetricName,
  before: number | undefined,
  after: number | undefined | ((minute: number) => number),
): MetricSeries {
  const at = (ms: number) => ms / 1000;
  const points: [number, number][] = [];
  for (let minute = -30; minute < 0 && before !== undefined; minute += 1) {
    points.push([at(STARTED + minute * MINUTE), before]);
  }
  for (let minute = 0; minute < 15 && after !== undefined; minute += 1) {
    points.push([
      at(ENDED + minute * MINUTE),
      typeof after === 'function' ? after(minute) : after,
    ]);
  }
  return { metric, points };
}

const compare = (...series: MetricSeries[]) =>
  compareAroundChange({
    series,
    operations: [],
    startedMs: STARTED,
    endedMs: ENDED,
    nowMs: NOW,
  });

describe('compareAroundChange', () => {
  it('says with the figures that lag grew', () => {
    const { status, message } = compare(
      levels('pendingRecords', 20_000, 90_000),
    );
    expect(status).toBe('worse');
    expect(message).toMatch(/20 k.*before, 90 k.*after/);
  });

  it('lets a job catch up first: what it settles at counts', () => {
    expect(
      compare(
        levels('pendingRecords', 20_000, minute =>
          minute < 10 ? 900_000 : 18_000,
        ),
      ).status,
    ).toBe('fine');
  });

  it('calls no small lag worse, however often it doubled', () => {
    expect(compare(levels('millisBehindLatest', 100, 50_000)).status).toBe(
      'fine',
    );
    expect(compare(levels('millisBehindLatest', 100, 61_000)).status).toBe(
      'worse',
    );
  });

  it('does not blame the change for output that fell with the input', () => {
    const fallen = levels('numRecordsOutPerSecond', 1000, 500);
    expect(compare(fallen).status).toBe('worse');
    expect(
      compare(fallen, levels('numRecordsInPerSecond', 1000, 500)).status,
    ).toBe('fine');
    expect(
      compare(fallen, levels('numRecordsInPerSecond', 1000, 900)).status,
    ).toBe('worse');
  });

  it('counts checkpoints that take half as long again, and no noise', () => {
    expect(
      compare(levels('lastCheckpointDuration', 20_000, 31_000)).status,
    ).toBe('worse');
    expect(compare(levels('lastCheckpointDuration', 1_000, 5_900)).status).toBe(
      'fine',
    );
  });

  it('counts restarts after the change against those before', () => {
    const rising = levels('numRestarts', 3, minute => 3 + (minute > 7 ? 1 : 0));
    const { status, figures } = compare(rising);
    expect(status).toBe('worse');
    expect(figures).toEqual([
      expect.objectContaining({
        name: 'Unplanned restarts',
        before: 0,
        after: 1,
        worse: true,
      }),
    ]);
    expect(compare(levels('numRestarts', 3, 3)).status).toBe('fine');
  });

  it('goes by the worst of several sources, as the card does', () => {
    const source = (name: string, before: number, after: number) => ({
      ...levels('pendingRecords', before, after),
      part: { kind: 'source' as const, name },
    });
    const { figures } = compare(
      source('orders', 4_000, 4_000),
      source('prices', 2_000, 19_000),
    );
    expect(figures[0]).toMatchObject({
      before: 4_000,
      after: 19_000,
      worse: true,
    });
  });

  it('says nothing is known where a side is missing', () => {
    expect(compare().status).toBe('unknown');
    const { status, figures } = compare(
      levels('pendingRecords', undefined, 90_000),
    );
    expect(status).toBe('unknown');
    expect(figures[0]).toMatchObject({ after: 90_000, worse: false });
  });
});
