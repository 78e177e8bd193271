import type { StoredTransition } from '../../store/TransitionStore';
import { verdictSpans } from './verdictSpans';

const transition = (
  atMs: number,
  from: StoredTransition['from'],
  to: StoredTransition['to'],
): StoredTransition => ({ atMs, from, to });

const application = {
  verdict: 'Healthy',
  firstSeenAtMs: 0,
  keptFromMs: 0,
} as const;

const spans = (
  transitions: readonly StoredTransition[],
  overrides: Partial<Parameters<typeof verdictSpans>[1]> = {},
) =>
  verdictSpans(transitions, { ...application, ...overrides }, 100, 200).map(
    ({ verdict, fromMs, toMs }) => [verdict, fromMs, toMs],
  );

describe('verdictSpans', () => {
  it('takes the verdict at the beginning from the newest transition before it', () => {
    expect(
      spans([
        transition(20, undefined, 'Degraded'),
        transition(150, 'Degraded', 'Healthy'),
      ]),
    ).toEqual([
      ['Degraded', 100, 150],
      ['Healthy', 150, 200],
    ]);
  });

  it('leaves out the time before the application was known', () => {
    expect(spans([transition(130, undefined, 'Healthy')])).toEqual([
      ['Healthy', 130, 200],
    ]);
  });

  it('leaves out the time while it was gone, and is not Healthy in it', () => {
    expect(
      spans([
        transition(20, undefined, 'Healthy'),
        transition(120, 'Healthy', 'Removed'),
        transition(180, undefined, 'Healthy'),
      ]),
    ).toEqual([
      ['Healthy', 100, 120],
      ['Healthy', 180, 200],
    ]);
  });

  it('goes on from what the oldest transition came from, as far back as anything is kept', () => {
    expect(
      spans([transition(150, 'Degraded', 'Healthy')], { keptFromMs: 110 }),
    ).toEqual([
      ['Degraded', 110, 150],
      ['Healthy', 150, 200],
    ]);
  });

  it('takes the verdict of now for all the kept time when nothing changed in it', () => {
    expect(spans([], { verdict: 'Stopped' })).toEqual([['Stopped', 100, 200]]);
  });
});
