import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  later,
  minutesAgo,
  type Given,
} from '../__fixtures__/applications';

const ids = (what: Given) =>
  judge(given({ identity: kubernetesIdentity, ...what })).findings.map(
    ({ ruleId }) => ruleId,
  );

describe('leadership-lost', () => {
  const jobs = [{ name: 'orders', status: 'SUSPENDED' }];
  const since = (minutes: number): Given => ({
    jobs,
    state: {
      conditions: [
        {
          code: 'jobUnreachable',
          message: 'Flink lost its leader',
          since: minutesAgo(minutes),
        },
      ],
    },
  });

  it('is Unhealthy when Flink suspends a job for more than two minutes', () => {
    const judgement = judge(given(since(3)));
    expect(judgement).toMatchObject({
      verdict: 'Unhealthy',
      since: minutesAgo(3),
    });
    expect(judgement.findings[0]).toMatchObject({
      ruleId: 'leadership-lost',
      role: 'cause',
      message:
        'Flink suspended job orders because nothing leads it, for 3 min, limit 2 min',
    });
  });

  it('gives another leader two minutes', () => {
    expect(ids(since(2))).toEqual(['job-unreachable']);
  });

  it('counts from the first sight where no time is known', () => {
    const first = judge(given({ jobs }));
    expect(first.findings).toEqual([]);
    const third = judge({ ...later(given({ jobs }), 3), previous: first });
    expect(third.findings[0]).toMatchObject({
      ruleId: 'leadership-lost',
      since: minutesAgo(0),
    });
  });

  it('has nothing to say of a job that a person suspended', () => {
    expect(ids({ jobs, state: { phase: 'stopped' }, series: [] })).toEqual([]);
    const configuration = { workload: 'sessionCluster' as const };
    expect(ids({ ...since(60), configuration })).toEqual(['job-unreachable']);
  });
});

describe('no-job', () => {
  it('is Unhealthy when an application runs without a job for two minutes', () => {
    const first = judge(given({ jobs: [] }));
    expect(first.findings).toEqual([]);
    const third = judge({ ...later(given({ jobs: [] }), 3), previous: first });
    expect(third).toMatchObject({
      verdict: 'Unhealthy',
      findings: [
        {
          ruleId: 'no-job',
          since: minutesAgo(0),
          message:
            'the application runs without any job for 3 min, limit 2 min',
        },
      ],
    });
  });

  it('does not mind a session cluster without jobs, nor a runtime that lists none', () => {
    const idle = given({
      jobs: [],
      configuration: { workload: 'sessionCluster' },
    });
    const first = judge(idle);
    expect(judge({ ...later(idle, 9), previous: first }).findings).toEqual([]);
    expect(judge(given()).findings).toEqual([]);
  });
});
