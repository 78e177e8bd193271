import { judge } from '../judge';
import type { MetricSeries } from '../../metrics/MetricSeries';
import type { Finding } from '../../model/Finding';
import {
  given,
  kubernetesIdentity,
  minutely,
  minutesAgo,
  MINUTE_MS,
  operation,
  runningState,
  seriesWith,
  seriesWithout,
  type Given,
} from '../__fixtures__/applications';

function find(what: Given, ruleId: string): Finding | undefined {
  return judge(given(what)).findings.find(finding => finding.ruleId === ruleId);
}

/** A counter that stood at 4 and rose by one at each of these minutes. */
function restartsAt(...minutes: number[]) {
  return minutely(
    'numRestarts',
    ago => 4 + minutes.filter(minute => ago <= minute).length,
  );
}

describe('restart-loop', () => {
  const rule = (what: Given) => find(what, 'restart-loop');

  it('is Unhealthy from three unplanned restarts in ten minutes on', () => {
    const finding = rule({ series: seriesWith(restartsAt(9, 7, 4)) });
    expect(finding).toMatchObject({
      severity: 'unhealthy',
      since: minutesAgo(9),
      value: { value: 3, unit: 'count' },
      limit: { value: 3, unit: 'count' },
    });
    expect(finding?.message).toBe(
      '3 unplanned restarts in 10 min, limit 3, the last 4 min ago',
    );
  });

  it('is Degraded after one restart in an hour and clear after two hours', () => {
    expect(rule({ series: seriesWith(restartsAt(40)) })).toMatchObject({
      severity: 'degraded',
      title: 'Restarted',
    });
    expect(rule({ series: seriesWith(restartsAt(90)) })).toBeUndefined();
  });

  it('sees a loop whose job takes minutes to start', () => {
    expect(
      rule({ series: seriesWith(restartsAt(55, 46, 37, 28, 17, 8)) }),
    ).toMatchObject({ severity: 'unhealthy', value: { value: 6 } });
  });

  it('counts on when the counter begins anew', () => {
    const series = seriesWith(
      minutely('numRestarts', ago =>
        ago > 9 ? 40 : [3, 3, 3, 3, 2, 2, 1, 1, 0][ago - 1],
      ),
    );
    expect(rule({ series })).toMatchObject({ value: { value: 3 } });
  });

  it.each(['update', 'rescale', 'autoscale', 'maintenance'] as const)(
    'does not count restarts of a planned %s',
    kind => {
      const operations = [
        operation({
          kind,
          startedAt: minutesAgo(10),
          endedAt: minutesAgo(7),
        }),
      ];
      const series = seriesWith(restartsAt(9, 8, 6));
      expect(rule({ series, operations })).toBeUndefined();
      expect(rule({ series })).toBeDefined();
    },
  );

  it('does not let an operation without an end excuse everything after it', () => {
    const unfinished = (minutes: number) => [
      operation({
        kind: 'update',
        status: 'inProgress',
        startedAt: minutesAgo(minutes),
        endedAt: undefined,
      }),
    ];
    const series = seriesWith(restartsAt(9, 7, 4));
    expect(rule({ series, operations: unfinished(12) })).toBeUndefined();
    expect(rule({ series, operations: unfinished(300) })).toBeDefined();
  });

  it('counts what goes on after a deployment', () => {
    const operations = [
      operation({
        kind: 'update',
        startedAt: minutesAgo(20),
        endedAt: minutesAgo(18),
      }),
    ];
    expect(
      rule({ series: seriesWith(restartsAt(18, 9, 6, 3)), operations }),
    ).toMatchObject({ severity: 'unhealthy', value: { value: 3 } });
  });

  it('sees restarts in the uptime where no counter is published', () => {
    const sawTooth = minutely('uptime', ago => (ago % 3) * -1000 + 4000);
    const series = [...seriesWithout('numRestarts', 'uptime'), sawTooth];
    expect(rule({ series })?.message).toMatch(/^at least 4 unplanned/);
  });
});

describe('a loop that the counter does not show', () => {
  // Partial restarts do not count in `fullRestarts`.
  const timer = (every: number) =>
    minutely('uptime', ago => (ago % every) * -1000 + 60_000);

  it('is seen in the uptime', () => {
    expect(
      find({ series: seriesWith(timer(3)) }, 'restart-loop')?.evidence[0].name,
    ).toBe('uptime');
  });

  it('is not made of one fall, which a new submission causes as well', () => {
    const series = seriesWith(
      minutely('uptime', ago => (ago > 20 ? 9e6 : 1000 * (20 - ago))),
    );
    expect(find({ series }, 'restart-loop')).toBeUndefined();
  });
});

describe('outage', () => {
  const rule = (what: Given) => find(what, 'outage');
  const down = (minutes: number) =>
    seriesWith(
      minutely('downtime', ago =>
        ago <= minutes ? (minutes - ago + 1) * MINUTE_MS : 0,
      ),
    );

  it('is Unhealthy while an outage lasts, from its beginning on', () => {
    expect(rule({ series: down(8) })).toMatchObject({
      severity: 'unhealthy',
      since: minutesAgo(9),
      message: 'no record is processed for 7 min',
    });
  });

  it('takes 0 for running and -1 for ended', () => {
    expect(rule({ series: seriesWith(minutely('downtime', () => -1)) })).toBe(
      undefined,
    );
  });

  it('is only Degraded in the seconds of one restart', () => {
    const series = seriesWith(
      minutely('downtime', ago => (ago === 2 ? 9000 : 0)),
    );
    expect(rule({ series })?.severity).toBe('degraded');
  });

  it('is not an incident during maintenance', () => {
    const operations = [
      operation({
        kind: 'maintenance',
        startedAt: minutesAgo(3),
        endedAt: minutesAgo(2),
      }),
    ];
    expect(rule({ series: down(2), operations })).toBeUndefined();
  });

  it('believes a runtime that says the job restarts, and waits five minutes', () => {
    const restarting = (since: string) => ({
      state: {
        conditions: [
          { code: 'jobRestarting', message: 'RESTARTING', since } as const,
        ],
      },
    });
    expect(rule(restarting(minutesAgo(2)))?.severity).toBe('degraded');
    expect(rule(restarting(minutesAgo(6)))?.severity).toBe('unhealthy');
  });

  it('sees a job that never comes up where no outage is published', () => {
    const series = [
      ...seriesWithout('downtime', 'uptime'),
      minutely('uptime', ago => (ago < 6 ? 0 : 90_000)),
    ];
    expect(rule({ series })?.since).toBe(minutesAgo(5));
  });
});

describe('checkpoint-missing', () => {
  const rule = (what: Given) => find(what, 'checkpoint-missing');
  /** Duration and size that change until some minutes ago. */
  const stuckFor = (minutes: number, failures?: MetricSeries) =>
    seriesWith(
      minutely('lastCheckpointDuration', ago =>
        ago > minutes ? 900 + (ago % 7) : 1234,
      ),
      minutely('lastCheckpointSize', ago => (ago > minutes ? 2e9 + ago : 1e9)),
      ...(failures ? [failures] : []),
    );
  const failing = minutely('numberOfFailedCheckpoints', ago => 130 - ago);

  it('infers from gauges that do not change, and says that it does', () => {
    const finding = rule({ series: stuckFor(25) });
    expect(finding).toMatchObject({
      severity: 'degraded',
      since: minutesAgo(25),
    });
    expect(finding?.message).toBe(
      'no checkpoint completed for 25 min, limit 10 min (inferred from the newest change of checkpoint duration and size)',
    );
  });

  it('waits for the least age, whatever the interval', () => {
    expect(rule({ series: stuckFor(9) })).toBeUndefined();
  });

  it('counts intervals: two are Degraded, five Unhealthy when failures are counted', () => {
    const configuration = { checkpointIntervalMs: 10 * MINUTE_MS };
    expect(rule({ series: stuckFor(15), configuration })).toBeUndefined();
    expect(rule({ series: stuckFor(25), configuration })?.severity).toBe(
      'degraded',
    );
    const worse = { series: stuckFor(55, failing), configuration };
    expect(rule(worse)?.severity).toBe('unhealthy');
  });

  it('says "at least" when no change was seen at all', () => {
    const series = seriesWith(
      minutely('lastCheckpointDuration', () => 1234),
      minutely('lastCheckpointSize', () => 1e9),
      failing,
    );
    expect(rule({ series })?.message).toMatch(
      /^no checkpoint completed for at least 2 h, /,
    );
  });

  it('takes the exact time where the runtime says it', () => {
    const jobs = [
      { name: 'orders', lastCompletedCheckpoint: { at: minutesAgo(31) } },
    ];
    const finding = rule({
      identity: kubernetesIdentity,
      jobs,
      series: stuckFor(31),
    });
    expect(finding).toMatchObject({ since: minutesAgo(31) });
    expect(finding?.message).not.toContain('inferred');
  });

  it('gives a job that has just begun time for its first', () => {
    const state = { ...runningState, since: minutesAgo(8) };
    expect(rule({ state, series: stuckFor(60) })).toBeUndefined();
  });

  it('asks nothing of a job without checkpoints, a batch job or a notebook', () => {
    const series = stuckFor(60);
    expect(
      rule({ series, configuration: { checkpointingEnabled: false } }),
    ).toBeUndefined();
    expect(
      rule({ series, configuration: { checkpointIntervalMs: 9.2e18 } }),
    ).toBeUndefined();
    expect(
      rule({ series, configuration: { workload: 'batch' } }),
    ).toBeUndefined();
    expect(
      rule({ series, configuration: { workload: 'notebook' } }),
    ).toBeUndefined();
  });
});

describe('checkpoint-failing', () => {
  const rule = (what: Given) => find(what, 'checkpoint-failing');

  it('sees the counter rise', () => {
    const series = seriesWith(
      minutely('numberOfFailedCheckpoints', ago =>
        ago > 12 ? 7 : 7 + Math.ceil((13 - ago) / 4),
      ),
    );
    expect(rule({ series })).toMatchObject({
      severity: 'degraded',
      message: '3 checkpoints failed in 15 min, limit 0',
      since: minutesAgo(12),
    });
  });

  it('counts failures after the counter began anew', () => {
    const series = seriesWith(
      minutely('numberOfFailedCheckpoints', ago => (ago > 12 ? 7 : 2)),
    );
    expect(rule({ series })?.value).toEqual({ value: 2, unit: 'count' });
  });

  it('does not take a counter that begins anew for failures', () => {
    const series = seriesWith(
      minutely('numberOfFailedCheckpoints', ago => (ago > 12 ? 7 : 0)),
    );
    expect(rule({ series })).toBeUndefined();
  });

  it('tells the runtime’s own reason', () => {
    const jobs = [
      {
        name: 'orders',
        lastCompletedCheckpoint: { at: minutesAgo(9) },
        lastFailedCheckpoint: {
          at: minutesAgo(3),
          failure: 'Checkpoint expired before completing',
        },
      },
    ];
    expect(rule({ identity: kubernetesIdentity, jobs })?.message).toBe(
      'the newest checkpoint failed 3 min ago: Checkpoint expired before completing',
    );
  });
});

describe('job-failed', () => {
  it('is Unhealthy in the runtime’s words', () => {
    const judgement = judge(
      given({
        state: {
          phase: 'failed',
          conditions: [
            {
              code: 'jobFailed',
              message: 'NullPointerException in enrich-join',
              since: minutesAgo(5),
            },
          ],
        },
        series: [],
      }),
    );
    expect(judgement).toMatchObject({
      verdict: 'Unhealthy',
      since: minutesAgo(5),
    });
    expect(judgement.findings[0].message).toContain('NullPointerException');
  });

  it('needs no condition: a phase says enough', () => {
    const state = { phase: 'failed', since: minutesAgo(5) } as const;
    expect(find({ state, series: [] }, 'job-failed')?.since).toBe(
      minutesAgo(5),
    );
  });

  it('leaves it to the change that failed to say that nothing runs', () => {
    const operations = [operation({ kind: 'start', status: 'failed' })];
    const { verdict, findings } = judge(
      given({ state: { phase: 'failed' }, operations, series: [] }),
    );
    expect(verdict).toBe('Unhealthy');
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['change-failed']);
  });

  it('is over at once when it is started anew', () => {
    const failed = judge(given({ state: { phase: 'failed' }, series: [] }));
    expect(failed.findings.map(({ ruleId }) => ruleId)).toEqual(['job-failed']);
    const change = { kind: 'start', verbatim: 'STARTING' } as const;
    const again = given({
      state: {
        phase: 'changing',
        change: { ...change, startedAt: minutesAgo(0) },
      },
      series: [],
    });
    expect(judge({ ...again, previous: failed })).toMatchObject({
      verdict: 'Changing',
      findings: [],
    });
  });

  it('finds the one job of a session cluster that failed', () => {
    const what: Given = {
      identity: kubernetesIdentity,
      configuration: { workload: 'sessionCluster' },
      jobs: [
        { name: 'fine', status: 'RUNNING' },
        { name: 'broken', status: 'FAILED' },
      ],
      series: [],
    };
    expect(judge(given(what)).verdict).toBe('Unhealthy');
    expect(find(what, 'job-failed')?.message).toContain('job broken failed');
  });
});

describe('session cluster', () => {
  it('is Healthy without jobs and without metrics: idle is normal', () => {
    const cluster = given({
      identity: kubernetesIdentity,
      configuration: { workload: 'sessionCluster' },
      jobs: [],
      series: [],
    });
    expect(judge(cluster).verdict).toBe('Healthy');
  });
});
