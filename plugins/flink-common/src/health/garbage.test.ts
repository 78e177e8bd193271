import fc from 'fast-check';
import type { MetricPoint, MetricSeries } from '../metrics/MetricSeries';
import { judge } from './judge';
import type { JudgeInput } from './Judgement';
import { given, later } from './__fixtures__/applications';
import { INCIDENTS, SEEN_WITHOUT_MEMORY } from './__fixtures__/incidents';

const name = fc.constantFrom(...Object.keys(INCIDENTS));
const noMeasurement = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -2,
  -(2 ** 63),
);

/** What is done to the points of a series: a value that is none, another order, the same told twice, another clock. */
const spoiling = fc.oneof(
  fc.record({ how: fc.constant('value' as const), value: noMeasurement }),
  fc.record({
    how: fc.constant('order' as const),
    swaps: fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 20 }),
  }),
  fc.record({ how: fc.constant('twice' as const), after: fc.nat(120) }),
  fc.record({
    how: fc.constant('clock' as const),
    seconds: fc.constantFrom(-86_400, -3600, 3600, 86_400),
  }),
);
type Spoiling = typeof spoiling extends fc.Arbitrary<infer T> ? T : never;

function spoil(points: readonly MetricPoint[], what: Spoiling): MetricPoint[] {
  switch (what.how) {
    case 'value':
      return points.map(([at]) => [at, what.value]);
    case 'order': {
      const mixed = [...points];
      for (const [a, b] of what.swaps) {
        const [i, j] = [a % mixed.length, b % mixed.length];
        [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
      }
      return mixed;
    }
    case 'twice':
      return [...points, ...points.slice(what.after)];
    default:
      return points.map(([at, value]) => [at + what.seconds, value]);
  }
}

function spoiled(
  input: JudgeInput,
  spoilings: ReadonlyMap<number, Spoiling>,
): JudgeInput {
  return {
    ...input,
    series: input.series.map((one, i): MetricSeries => {
      const what = spoilings.get(i);
      return what ? { ...one, points: spoil(one.points, what) } : one;
    }),
  };
}

const spoilings = fc
  .array(fc.tuple(fc.nat(16), spoiling), { minLength: 1, maxLength: 6 })
  .map(entries => new Map(entries));

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('garbage among the values', () => {
  it('never makes an application Healthy that was not', () => {
    fc.assert(
      fc.property(
        name,
        spoilings,
        fc.integer({ min: 0, max: 15 }),
        (incident, what, minutes) => {
          const whole = given(INCIDENTS[incident]);
          let judged = judge(whole);
          for (let minute = 0; minute <= minutes; minute += 1) {
            const input = later(spoiled(whole, what), minute);
            judged = judge({ ...input, previous: judged });
            expect(judged.verdict).not.toBe('Healthy');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not hide what stops an application from processing, even at first sight', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SEEN_WITHOUT_MEMORY),
        fc.nat(16),
        spoiling,
        (incident, index, what) => {
          const whole = given(INCIDENTS[incident]);
          const judged = judge(spoiled(whole, new Map([[index, what]])));
          expect(judged.verdict).not.toBe('Healthy');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of another order, or told twice, changes nothing', () => {
    fc.assert(
      fc.property(
        name,
        fc
          .array(fc.tuple(fc.nat(16), spoiling), { minLength: 1, maxLength: 6 })
          .map(
            entries =>
              new Map(
                entries.filter(
                  ([, { how }]) => how === 'order' || how === 'twice',
                ),
              ),
          ),
        (incident, what) => {
          const whole = given(INCIDENTS[incident]);
          expect(judge(spoiled(whole, what))).toEqual(judge(whole));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('judging', () => {
  it('changes nothing of what it is given, and says the same twice', () => {
    for (const incident of Object.values(INCIDENTS)) {
      const input = frozen(given(incident));
      const first = frozen(judge(input));
      expect(judge(input)).toEqual(first);
      const next = frozen({ ...later(input, 1), previous: first });
      expect(judge(next)).toEqual(judge(next));
    }
  });
});

describe('garbage among the words', () => {
  const anyTime = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '',
      'never',
      '0000-00-00',
      '+275760-09-13T00:00:00.000Z',
      '2026-11-22T14:00:00Z',
      '2036-11-22T14:00:00Z',
    ),
  );

  it('never makes judging throw', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(anyTime, { minLength: 8, maxLength: 8 }),
        fc.constantFrom(
          'running',
          'changing',
          'finished',
          'failed',
          'unrecognized' as const,
        ),
        (incident, [a, b, c, d, e, f, g, h], phase) => {
          const input = given({
            ...INCIDENTS[incident],
            state: {
              phase,
              since: a,
              change: { kind: 'update', startedAt: b, verbatim: 'UPDATING' },
              conditions: [
                { code: 'jobUnreachable', message: '', since: c },
                { code: 'jobRestarting', message: '', since: d },
              ],
            },
            jobs: [
              {
                name: 'orders',
                status: 'SUSPENDED',
                startedAt: e,
                restoredCheckpoints: 0,
                lastCompletedCheckpoint: { at: f },
                lastFailedCheckpoint: { at: e },
              },
            ],
            operations: Array.from({ length: 6 }, (_, i) => ({
              id: String(i),
              kind: 'update' as const,
              verbatim: 'UpdateApplication',
              status: i === 0 ? ('failed' as const) : ('succeeded' as const),
              startedAt: g,
              endedAt: h,
              planned: true,
            })),
          });
          const first = judge(input);
          const spoiledMemory = Object.fromEntries(
            Object.keys(first.memory).map(key => [
              key,
              { since: a, lastSeenAt: b },
            ]),
          );
          const next = judge({
            ...later(input, 1),
            previous: { ...first, since: c, memory: spoiledMemory },
          });
          for (const { since } of [next, ...next.findings]) {
            expect(Date.parse(since)).toBeLessThanOrEqual(input.nowMs + 60_000);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
