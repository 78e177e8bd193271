import type { ConditionCode, Phase } from '../../model/Observation';
import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  minutesAgo,
} from '../__fixtures__/applications';
import { HEALTH_RULES } from '.';

/** Every condition, and what it makes of an application that runs and is otherwise well. */
const CONDITIONS: Readonly<Record<ConditionCode, [string, string]>> = {
  jobManagerDown: ['job-manager-down', 'Unhealthy'],
  jobFailed: ['job-failed', 'Unhealthy'],
  jobCanceledExternally: ['job-failed', 'Unhealthy'],
  jobUnreachable: ['job-unreachable', 'Unhealthy'],
  jobRestarting: ['outage', 'Unhealthy'],
  changeFailed: ['change-failed', 'Degraded'],
  rolledBack: ['rolled-back', 'Degraded'],
  specRejected: ['spec-rejected', 'Degraded'],
  operatorNotWatching: ['operator-silent', 'Unknown'],
  operatorNotProgressing: ['operator-silent', 'Degraded'],
  unsupportedFlinkVersion: ['spec-rejected', 'Degraded'],
  haMetadataLost: ['ha-metadata-lost', 'Unhealthy'],
  taskManagerOutOfMemory: ['task-manager-out-of-memory', 'Degraded'],
  taskManagerPending: ['task-manager-pending', 'Degraded'],
  podRestarts: ['pod-restarts', 'Degraded'],
  imagePullFailed: ['image-pull-failed', 'Degraded'],
  sessionClusterNotReady: ['session-cluster-not-ready', 'Unhealthy'],
  sessionJobLost: ['session-job-lost', 'Unhealthy'],
  suspendStalled: ['change-stalled', 'Degraded'],
  suspendedButRunning: ['suspended-but-running', 'Unhealthy'],
  deleteStalled: ['change-stalled', 'Degraded'],
  scalingLimited: ['scaling-limited', 'Degraded'],
  snapshotFailed: ['snapshot-failed', 'Degraded'],
  accessDenied: ['access-denied', 'Degraded'],
};

function stating(code: ConditionCode, phase: Phase = 'running') {
  return judge(
    given({
      state: {
        phase,
        conditions: [
          {
            code,
            message: 'in the runtime’s words',
            since: minutesAgo(8),
            evidence: 'field = VALUE',
          },
        ],
      },
    }),
  );
}

const CODES = Object.keys(CONDITIONS) as ConditionCode[];

describe('conditions', () => {
  it.each(CODES)('%s is said by a rule, in the runtime’s words', code => {
    const [ruleId, verdict] = CONDITIONS[code];
    const judgement = stating(code);
    expect(judgement).toMatchObject({ verdict, since: minutesAgo(8) });
    expect(judgement.findings).toEqual([
      expect.objectContaining({
        ruleId,
        message: expect.stringContaining('in the runtime’s words'),
        evidence: [{ name: code, value: 'field = VALUE', at: minutesAgo(8) }],
      }),
    ]);
  });

  it.each(CODES)('%s is declared by the rule that says it', code => {
    const rules = HEALTH_RULES.filter(rule =>
      rule.needs.conditions?.includes(code),
    ).map(rule => rule.id);
    expect(rules).toEqual([CONDITIONS[code][0]]);
  });

  it.each(['specRejected', 'imagePullFailed'] as const)(
    '%s is worse when nothing runs',
    code => {
      expect(stating(code, 'changing').verdict).toBe('Unhealthy');
    },
  );

  it('finds what is stated about one job, and names the job', () => {
    const judgement = judge(
      given({
        configuration: { workload: 'sessionCluster' },
        jobs: [
          {
            name: 'orders',
            conditions: [{ code: 'sessionJobLost', message: 'Job Not Found' }],
          },
        ],
      }),
    );
    expect(judgement.findings[0].message).toBe(
      'job orders: the session cluster does not know the job any more: Job Not Found',
    );
  });
});

describe('the words of a condition', () => {
  const findingOf = (code: ConditionCode, message: string, since?: string) =>
    judge(given({ state: { conditions: [{ code, message, since }] } }))
      .findings[0];

  it('stand alone where they say as much as ours would', () => {
    expect(findingOf('jobRestarting', 'The job is RESTARTING.').message).toBe(
      'the job is RESTARTING',
    );
    expect(
      findingOf('suspendedButRunning', 'FLINK-41262: the job runs.').message,
    ).toBe('FLINK-41262: the job runs');
  });

  it('come after the time that ours tell', () => {
    const cannot = 'The operator cannot observe the job.';
    expect(findingOf('jobUnreachable', cannot, minutesAgo(3)).message).toBe(
      `the job does not answer the runtime for 3 min: ${cannot}`,
    );
    expect(findingOf('jobUnreachable', cannot).message).toBe(
      `the job does not answer the runtime: ${cannot}`,
    );
  });

  it('decide what to do about a rejected specification', () => {
    expect(findingOf('specRejected', 'parallelism < 1').nextStep).toBe(
      'Correct the specification; what runs is the one before it.',
    );
    expect(findingOf('unsupportedFlinkVersion', 'v1_13').nextStep).toMatch(
      /^Choose a Flink version that the operator supports/,
    );
  });
});

describe('a TaskManager that finds no place', () => {
  it('is why a change takes too long, and leads before that', () => {
    const pendingFor = (minutes: number) =>
      judge(
        given({
          identity: kubernetesIdentity,
          state: {
            phase: 'changing',
            change: {
              kind: 'update',
              startedAt: minutesAgo(minutes),
              verbatim: 'DEPLOYED',
            },
            conditions: [{ code: 'taskManagerPending', message: 'no node' }],
          },
        }),
      );
    expect(pendingFor(4).verdict).toBe('Degraded');
    expect(pendingFor(6).verdict).toBe('Unhealthy');
    expect(pendingFor(20).findings.map(({ ruleId }) => ruleId)).toEqual([
      'task-manager-pending',
      'change-stalled',
    ]);
  });
});

describe('the registry', () => {
  it('has every rule once', () => {
    const ids = HEALTH_RULES.map(rule => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(HEALTH_RULES.map(rule => [rule.id, rule] as const))(
    '%s is complete',
    (id, rule) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.title.split(' ').length).toBeLessThanOrEqual(5);
      expect(rule.nextStep).toMatch(/^[A-Z].*\.$/);
      expect(rule.phases.length).toBeGreaterThan(0);
    },
  );
});
