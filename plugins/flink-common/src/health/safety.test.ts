import fc from 'fast-check';
import { METRIC_NAMES } from '../metrics/MetricName';
import type { Known, KnownApplication } from '../model/KnownApplication';
import { unreadable } from '../model/Reading';
import { judge } from './judge';
import type { JudgeInput } from './Judgement';
import {
  given,
  later,
  minutely,
  minutesAgo,
  MINUTE_MS,
  operation,
  seriesWith,
  type Given,
} from './__fixtures__/applications';

const failedUpdate = operation({
  kind: 'update',
  status: 'failed',
  startedAt: minutesAgo(30),
  endedAt: minutesAgo(24),
});

/** Applications that are not well, each for another reason. */
const INCIDENTS: Readonly<Record<string, Given>> = {
  restartLoop: {
    series: seriesWith(
      minutely('numRestarts', ago => (ago > 12 ? 4 : 17 - ago)),
      minutely('uptime', ago =>
        ago > 12 ? (600 - ago) * MINUTE_MS : 1000 * (ago % 2) + 100,
      ),
    ),
  },
  outage: {
    series: seriesWith(
      minutely('downtime', ago => (ago < 9 ? (9 - ago) * MINUTE_MS : 0)),
      minutely('uptime', ago => (ago < 9 ? 0 : (600 - ago) * MINUTE_MS)),
    ),
  },
  stuckCheckpoints: {
    series: seriesWith(
      minutely('lastCheckpointDuration', ago => (ago > 30 ? 900 + ago : 1234)),
      minutely('lastCheckpointSize', ago => (ago > 30 ? 2e9 + ago : 1e9)),
    ),
  },
  failingCheckpoints: {
    series: seriesWith(
      minutely('numberOfFailedCheckpoints', ago => (ago > 9 ? 1 : 3)),
    ),
  },
  lag: { series: seriesWith(minutely('pendingRecords', () => 2e6)) },
  backpressure: {
    series: seriesWith(minutely('backPressuredTimeMsPerSecond', () => 900)),
  },
  silence: {
    series: seriesWith(
      minutely('numRecordsInPerSecond', () => 0),
      minutely('numRecordsOutPerSecond', () => 0),
      minutely('busyTimeMsPerSecond', () => 0),
    ),
  },
  memory: {
    series: seriesWith(minutely('containerMemoryUtilization', () => 99)),
  },
  failedUpdate: { operations: [failedUpdate] },
  conditions: {
    state: { conditions: [{ code: 'jobManagerDown', message: 'ERROR' }] },
  },
  stalledChange: {
    state: {
      phase: 'changing',
      change: {
        kind: 'update',
        startedAt: minutesAgo(40),
        verbatim: 'UPDATING',
      },
    },
  },
};

const PARTS = [
  'state',
  'configuration',
  'jobs',
  'operations',
  'snapshots',
  'events',
] as const;

/** The input as if a part had never been read. */
function neverRead(
  input: JudgeInput,
  part: (typeof PARTS)[number],
): JudgeInput {
  const lost: Known<never> = {
    latest: unreadable('failed', 'it did not answer', minutesAgo(1)),
  };
  return {
    ...input,
    known: { ...input.known, [part]: lost } as KnownApplication,
  };
}

function withoutSeries(input: JudgeInput, index: number): JudgeInput {
  return {
    ...input,
    series: input.series.filter((_, at) => at !== index),
  };
}

describe('losing an input never makes an application Healthy', () => {
  describe.each(Object.entries(INCIDENTS))('%s', (_name, incident) => {
    const whole = given(incident);
    const before = judge(whole);

    it('is seen as long as everything is there', () => {
      expect(['Degraded', 'Unhealthy']).toContain(before.verdict);
    });

    it.each(PARTS)('when %s was never read', part => {
      expect(judge(neverRead(whole, part)).verdict).not.toBe('Healthy');
      expect(
        judge({ ...neverRead(whole, part), previous: before }).verdict,
      ).not.toBe('Healthy');
    });

    it('when any one series, or all of them, fall silent', () => {
      whole.series.forEach((_, index) => {
        const input = withoutSeries(whole, index);
        expect(judge({ ...input, previous: before }).verdict).not.toBe(
          'Healthy',
        );
        // … and still not when the quiet period is over.
        const after = later(input, 7);
        expect(judge({ ...after, previous: before }).verdict).not.toBe(
          'Healthy',
        );
      });
      expect(judge({ ...whole, series: [] }).verdict).not.toBe('Healthy');
    });
  });

  it.each(['restartLoop', 'outage', 'stuckCheckpoints', 'failingCheckpoints'])(
    '%s, even when nothing was known before',
    name => {
      const whole = given(INCIDENTS[name]);
      whole.series.forEach((_, index) => {
        expect(judge(withoutSeries(whole, index)).verdict).not.toBe('Healthy');
      });
    },
  );

  it('whatever else is lost with it', () => {
    expect(() =>
      fc.assert(
        fc.property(
          fc.constantFrom(...Object.keys(INCIDENTS)),
          fc.subarray([...PARTS]),
          fc.subarray([...METRIC_NAMES]),
          fc.integer({ min: 0, max: 12 }),
          (name, parts, metrics, minutes) => {
            const whole = given(INCIDENTS[name]);
            const before = judge(whole);
            const lost = parts.reduce(neverRead, {
              ...whole,
              series: whole.series.filter(
                ({ metric }) => !metrics.includes(metric),
              ),
            });
            const judged = judge({ ...later(lost, minutes), previous: before });
            return judged.verdict !== 'Healthy';
          },
        ),
        { numRuns: 200 },
      ),
    ).not.toThrow();
  });
});

describe('whatever the values are', () => {
  it('judges without throwing, and names a beginning that is not to come', () => {
    const anyValue = fc.oneof(
      fc.double({ noNaN: false }),
      fc.constantFrom(-1, 0, 1e18, -(2 ** 63)),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            metric: fc.constantFrom(...METRIC_NAMES),
            values: fc.array(anyValue, { maxLength: 30 }),
          }),
          { maxLength: 12 },
        ),
        series => {
          const input = given({
            series: series.map(({ metric, values }) =>
              minutely(metric, ago => values[ago], 31),
            ),
          });
          const judgement = judge(input);
          for (const { since } of [judgement, ...judgement.findings]) {
            expect(Date.parse(since)).toBeLessThanOrEqual(input.nowMs);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
