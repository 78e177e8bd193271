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
} from './__fixtures__/applications';
import { INCIDENTS, SEEN_WITHOUT_MEMORY } from './__fixtures__/incidents';

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

  it.each(SEEN_WITHOUT_MEMORY)(
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
          fc.integer({ min: 0, max: 30 }),
          (name, parts, metrics, minutes) => {
            const whole = given(INCIDENTS[name]);
            const before = judge(whole);
            const lost = parts.reduce(neverRead, {
              ...whole,
              series: whole.series.filter(
                ({ metric }) => !metrics.includes(metric),
              ),
            });
            let judged = before;
            for (let minute = 0; minute <= minutes; minute += 1) {
              judged = judge({ ...later(lost, minute), previous: judged });
              if (judged.verdict === 'Healthy') {
                return false;
              }
            }
            return true;
          },
        ),
        { numRuns: 300 },
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
