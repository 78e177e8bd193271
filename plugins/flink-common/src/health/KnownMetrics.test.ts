import { learn } from '../model/KnownApplication';
import { unreadable, type UnreadableReason } from '../model/Reading';
import {
  given,
  known,
  later,
  minutesAgo,
  observation,
  operation,
} from './__fixtures__/applications';
import { judge } from './judge';

describe('values of an earlier run', () => {
  const startedAgo = (minutes: number) =>
    given({ state: { since: minutesAgo(minutes) } });

  it('do not vouch for what runs since', () => {
    // The newest value is two minutes old.
    expect(judge(startedAgo(1)).verdict).toBe('Changing');
    expect(judge(startedAgo(3)).verdict).toBe('Healthy');
  });

  it('count where the run began in their minute', () => {
    expect(judge(startedAgo(1.5)).verdict).toBe('Healthy');
    expect(judge(startedAgo(1.01)).verdict).toBe('Healthy');
  });

  it('are not told by a clock that is ahead of ours', () => {
    expect(judge(startedAgo(-6)).verdict).toBe('Healthy');
  });

  it('leave it Unknown when none of the new run comes for five minutes', () => {
    const input = startedAgo(1);
    const judgement = judge({
      ...later(input, 6),
      series: input.series,
    });
    expect(judgement).toMatchObject({
      verdict: 'Unknown',
      findings: [{ ruleId: 'not-assessable' }],
    });
  });

  it('are told from those of this run by its newest operation where no state has a time', () => {
    const restored = operation({
      kind: 'restore',
      startedAt: minutesAgo(4),
      endedAt: minutesAgo(1),
    });
    expect(
      judge(given({ state: { since: undefined }, operations: [restored] }))
        .verdict,
    ).toBe('Changing');
  });
});

describe('metrics that were read well until ten minutes ago', () => {
  const now = (reason: UnreadableReason) => {
    const before = known();
    const at = new Date(Date.parse(minutesAgo(0)) + 10 * 60_000).toISOString();
    const moved = later(given(), 10);
    return judge({
      ...moved,
      series: given().series,
      known: {
        ...moved.known,
        metrics: learn(before, {
          ...observation(),
          metrics: unreadable(reason, 'the reason', at),
        }).metrics,
      },
    }).verdict;
  };

  it.each(['denied', 'budget'] as const)(
    'say nothing any more when they stay unread: %s',
    reason => {
      expect(now(reason)).toBe('Unknown');
    },
  );

  it.each(['throttled', 'timeout', 'unreachable'] as const)(
    'count on for a few readings that failed: %s',
    reason => {
      expect(now(reason)).toBe('Healthy');
    },
  );
});
