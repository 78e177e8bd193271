import {
  given,
  kubernetesIdentity,
  later,
  minutely,
  minutesAgo,
  operation,
  seriesWith,
} from './__fixtures__/applications';
import { judge } from './judge';

describe('a loop that the operator answers with a restart of its own', () => {
  const looping = given({
    identity: kubernetesIdentity,
    series: seriesWith(minutely('numRestarts', ago => 200 - ago)),
  });
  const before = judge(looping);

  const changing = (planned: boolean, minutes: number) => {
    const moved = later(
      given({
        identity: kubernetesIdentity,
        state: {
          phase: 'changing',
          since: minutesAgo(0),
          change: {
            kind: 'restart',
            startedAt: minutesAgo(0),
            verbatim: 'RestartUnhealthyJob',
          },
        },
        operations: [
          operation({
            kind: 'restart',
            status: 'inProgress',
            startedAt: minutesAgo(0),
            endedAt: undefined,
            planned,
          }),
        ],
        series: [],
      }),
      minutes,
    );
    return judge({ ...moved, previous: before });
  };

  it('stays Unhealthy, since the loop began', () => {
    expect(changing(false, 2)).toMatchObject({
      verdict: 'Unhealthy',
      since: before.since,
      findings: [{ ruleId: 'restart-loop' }],
    });
  });

  it('goes on to be remembered until the job runs again', () => {
    const during = changing(false, 2);
    const again = judge({ ...later(given(), 3), previous: during });
    expect(again.verdict).toBe('Unhealthy');
  });

  it('is Changing once its finding had its quiet period', () => {
    expect(changing(false, 5).findings).toEqual([]);
  });

  it('is Changing when somebody asked for the restart', () => {
    expect(changing(true, 2)).toMatchObject({
      verdict: 'Changing',
      findings: [],
    });
  });
});
