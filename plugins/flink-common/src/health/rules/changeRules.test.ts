import { judge } from '../judge';
import { learn } from '../../model/KnownApplication';
import { unreadable } from '../../model/Reading';
import type { Operation } from '../../model/Operation';
import { DEFAULT_THRESHOLDS } from '../HealthThresholds';
import {
  given,
  kubernetesIdentity,
  managedIdentity,
  minutesAgo,
  observation,
  operation,
  seriesWith,
  minutely,
  type Given,
} from '../__fixtures__/applications';

function changing(
  minutes: number,
  operations: readonly Operation[] = [],
): Given {
  return {
    state: {
      phase: 'changing',
      since: undefined,
      change: {
        kind: 'update',
        startedAt: minutesAgo(minutes),
        verbatim: 'UPDATING',
      },
    },
    operations,
  };
}

describe('change-stalled', () => {
  it.each([
    [9, 'Changing'],
    [11, 'Degraded'],
    [16, 'Unhealthy'],
  ])('after %p minutes is %p', (minutes, verdict) => {
    expect(judge(given(changing(minutes))).verdict).toBe(verdict);
  });

  it.each([
    ['managed', 'start', 'STARTING', 5, 15],
    ['managed', 'delete', 'DELETING', 10, 15],
    ['kubernetes', 'update', 'UPGRADING', 5, 15],
    ['kubernetes', 'delete', 'DELETING', 10, undefined],
    ['kubernetes', 'update', 'TRANSITIONING_TO_GREEN', 15, undefined],
    ['kubernetes', 'update', 'SAVEPOINTING_BLUE', 15, undefined],
  ] as const)(
    'expects of %s that %s (%s) takes %p min, and calls it stalled after %p',
    (runtime, kind, verbatim, expectedMinutes, stalledMinutes) => {
      const verdictAfter = (minutes: number) =>
        judge(
          given({
            identity:
              runtime === 'managed' ? managedIdentity : kubernetesIdentity,
            state: {
              phase: 'changing',
              change: { kind, startedAt: minutesAgo(minutes), verbatim },
            },
          }),
        ).verdict;
      expect(verdictAfter(expectedMinutes)).toBe('Changing');
      expect(verdictAfter(expectedMinutes + 1)).toBe('Degraded');
      expect(verdictAfter((stalledMinutes ?? 100) + 1)).toBe(
        stalledMinutes ? 'Unhealthy' : 'Degraded',
      );
    },
  );

  it('goes by a tier’s own limits where it has some', () => {
    const thresholds = { ...DEFAULT_THRESHOLDS, changeExpectedMs: 120_000 };
    expect(judge(given(changing(3), { thresholds })).verdict).toBe('Degraded');
  });

  it('begins when the time was up, and says both figures', () => {
    expect(judge(given(changing(20))).findings[0]).toMatchObject({
      since: minutesAgo(10),
      message: 'UPDATING for 20 min, expected 10 min (usual figure)',
    });
  });

  it('goes by this job’s own history from five changes on', () => {
    const tookTen = [1, 2, 3, 4, 5].map(day =>
      operation({
        kind: 'update',
        id: `${day}`,
        startedAt: minutesAgo(day * 1440),
        endedAt: minutesAgo(day * 1440 - 10),
      }),
    );
    expect(judge(given(changing(18, tookTen))).verdict).toBe('Changing');
    expect(judge(given(changing(18, tookTen.slice(1)))).verdict).toBe(
      'Unhealthy',
    );
  });

  it('lets restarts, lag and outage rest meanwhile', () => {
    const series = seriesWith(
      minutely('downtime', () => 120_000),
      minutely('pendingRecords', () => 9e6),
    );
    expect(judge(given({ ...changing(3), series }))).toMatchObject({
      verdict: 'Changing',
      findings: [],
    });
  });

  it('remembers since when, where the runtime does not say', () => {
    const silent = given({
      state: { phase: 'changing', since: undefined, change: undefined },
    });
    const first = judge(silent);
    expect(first.notAssessed[0].ruleId).toBe('change-stalled');
    const second = judge({
      ...silent,
      previous: { ...first, since: minutesAgo(12) },
    });
    expect(second.verdict).toBe('Degraded');
  });
});

describe('change-failed', () => {
  const failed = operation({
    kind: 'update',
    status: 'failed',
    change: 'version 41 to 42',
    failure: 'Flink job did not start within a total timeout of 5 minutes',
    startedAt: minutesAgo(30),
    endedAt: minutesAgo(24),
  });

  it('is Degraded while the version before still runs', () => {
    const judgement = judge(given({ operations: [failed] }));
    expect(judgement).toMatchObject({
      verdict: 'Degraded',
      since: minutesAgo(24),
    });
    expect(judgement.findings[0].message).toBe(
      'UpdateApplication (version 41 to 42) failed 24 min ago, what runs is what was there before: Flink job did not start within a total timeout of 5 minutes',
    );
  });

  it('leaves it to the rollback to tell what was rolled back', () => {
    const conditions = [
      { code: 'rolledBack' as const, message: 'the deployment did not start' },
    ];
    expect(
      judge(
        given({ state: { conditions }, operations: [failed] }),
      ).findings.map(({ ruleId }) => ruleId),
    ).toEqual(['rolled-back']);
  });

  it('is Unhealthy when nothing runs: READY after a failure is not "stopped"', () => {
    expect(
      judge(
        given({
          state: { phase: 'stopped' },
          operations: [failed],
          series: [],
        }),
      ).verdict,
    ).toBe('Unhealthy');
  });

  it('is over with the next change that succeeds, not with a snapshot', () => {
    const after = (kind: Operation['kind']) =>
      operation({
        kind,
        startedAt: minutesAgo(20),
        endedAt: minutesAgo(18),
      });
    expect(
      judge(given({ operations: [after('update'), failed] })).verdict,
    ).toBe('Healthy');
    expect(
      judge(given({ operations: [after('snapshot'), failed] })).verdict,
    ).toBe('Degraded');
  });

  it('cannot be ruled out while operations cannot be read', () => {
    const judgement = judge(
      given(
        {},
        {
          known: learn(undefined, {
            ...observation(),
            operations: unreadable(
              'denied',
              'the role lacks kinesisanalytics:ListApplicationOperations',
              minutesAgo(1),
            ),
          }),
        },
      ),
    );
    expect(judgement.verdict).toBe('Unknown');
  });
});

describe('rolled-back', () => {
  const rollback = operation({
    kind: 'rollback',
    verbatim: 'SystemRollbackApplication',
    startedAt: minutesAgo(12),
    endedAt: minutesAgo(10),
    planned: false,
  });

  it('is Degraded after the runtime took a change back by itself', () => {
    expect(judge(given({ operations: [rollback] }))).toMatchObject({
      verdict: 'Degraded',
      since: minutesAgo(10),
      findings: [{ ruleId: 'rolled-back', role: 'cause' }],
    });
  });

  it('is no finding when a person rolled back', () => {
    expect(
      judge(given({ operations: [{ ...rollback, planned: true }] })).verdict,
    ).toBe('Healthy');
  });
});
