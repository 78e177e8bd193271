import { unreadable } from '../../model/Reading';
import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  minutely,
  minutesAgo,
  seriesWith,
  seriesWithout,
} from '../__fixtures__/applications';

const silent = seriesWithout('lastCheckpointDuration', 'lastCheckpointSize');

describe('a job that never completed a checkpoint', () => {
  const running = (minutes: number, series = silent) =>
    judge(
      given({
        state: { since: minutesAgo(minutes) },
        configuration: { checkpointIntervalMs: 4 * 60_000 },
        series,
      }),
    );

  it('misses them from its beginning on, though no gauge ever said so', () => {
    expect(running(15)).toMatchObject({
      verdict: 'Degraded',
      findings: [
        {
          ruleId: 'checkpoint-missing',
          since: minutesAgo(15),
          message:
            'no checkpoint completed since the job began 15 min ago, limit 10 min (inferred: checkpoint duration and size were not reported yet)',
        },
      ],
    });
  });

  it('is Unhealthy after five intervals', () => {
    expect(running(30).verdict).toBe('Unhealthy');
  });

  it('has as much time for the first as for any other', () => {
    expect(running(9).findings.map(({ ruleId }) => ruleId)).not.toContain(
      'checkpoint-missing',
    );
  });

  it('may have completed one where nothing else is told of checkpoints', () => {
    const blind = silent.filter(
      ({ metric }) => metric !== 'numberOfFailedCheckpoints',
    );
    expect(running(30, blind).verdict).toBe('Unknown');
  });

  it('is none whose gauges were reported in this run', () => {
    const lost = seriesWith(
      minutely('lastCheckpointDuration', ago => (ago > 20 ? 900 : undefined)),
      minutely('lastCheckpointSize', ago => (ago > 20 ? 2e9 : undefined)),
    );
    expect(running(30, lost).verdict).toBe('Unknown');
    // Of a run before, they tell nothing of this one.
    expect(running(15, lost).verdict).toBe('Degraded');
  });
});

describe('failures of checkpoints where they are not counted', () => {
  const uncounted = given({
    identity: kubernetesIdentity,
    series: seriesWithout('numberOfFailedCheckpoints'),
    jobs: [
      {
        name: 'orders',
        status: 'RUNNING',
        lastCompletedCheckpoint: { at: minutesAgo(2) },
      },
    ],
  });

  it('are none when the job tells of a newer one that completed', () => {
    expect(judge(uncounted).verdict).toBe('Healthy');
  });

  it('cannot be seen while the job cannot be asked', () => {
    const unread = unreadable<never>('timeout', 'no answer', minutesAgo(0));
    const { metrics, jobs } = uncounted.known;
    const verdictWith = (parts: object) =>
      judge({ ...uncounted, known: { ...uncounted.known, ...parts } }).verdict;
    expect(verdictWith({ metrics: { ...metrics, latest: unread } })).toBe(
      'Unknown',
    );
    expect(verdictWith({ jobs: { ...jobs, latest: unread } })).toBe('Unknown');
  });
});
