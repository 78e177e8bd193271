import type { ExpectedMoment, Fixture } from '../format/fixtureSchema';

type Expect = Fixture['expect'];

/** Nothing is wrong from a minute to the end; planned changes may show as such. */
export function calm(to: number, from = 4): Expect {
  return {
    moments: [{ from, to, verdict: 'Healthy', rule: null }],
    never: [],
  };
}

/** Nothing but planned changes. */
export function planned(to: number, from = 4): Expect {
  return {
    moments: [{ from, to, verdict: ['Healthy', 'Changing'], rule: null }],
    never: [],
  };
}

/** Well before, told by a minute, and not well again until the end. */
export function incident(
  onset: number,
  to: number,
  moments: readonly ExpectedMoment[],
): Expect {
  const first = moments[0];
  const by = 'by' in first ? first.by : first.from;
  return {
    moments: [
      ...(onset > 5
        ? [
            {
              from: 4,
              to: onset - 1,
              verdict: 'Healthy' as const,
              rule: null,
            },
          ]
        : []),
      ...moments,
    ],
    never: [{ verdict: 'Healthy', from: by, to }],
  };
}
