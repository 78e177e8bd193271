import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  minutely,
  minutesAgo,
  operation,
  seriesWith,
  type Given,
} from '../__fixtures__/applications';

const started = operation({
  kind: 'start',
  verbatim: 'StartApplication',
  startedAt: minutesAgo(90),
  endedAt: minutesAgo(88),
});
/** The service is READY after a run that began well and that nobody stopped. */
const finished: Given = {
  state: {
    phase: 'finished',
    verbatim: [{ label: 'Application status', value: 'READY' }],
    since: minutesAgo(4),
  },
  operations: [started],
  series: seriesWith(
    minutely('downtime', ago => (ago < 5 ? -1 : 0)),
    minutely('uptime', ago => (ago < 5 ? -1 : (88 - ago) * 60_000)),
    minutely('pendingRecords', () => 0),
  ),
};

describe('job-ended', () => {
  it('is no incident for a bounded job that ended: neither READY nor -1 is an outage', () => {
    const judgement = judge(given(finished));
    expect(judgement.verdict).toBe('Healthy');
    expect(judgement.findings).toEqual([
      expect.objectContaining({
        ruleId: 'job-ended',
        severity: 'info',
        since: minutesAgo(4),
        message:
          'the job came to its end by itself, as only a bounded job does',
      }),
    ]);
  });

  it('reads the same on another runtime', () => {
    const elsewhere = judge(
      given({ ...finished, identity: kubernetesIdentity, operations: [] }),
    );
    expect(elsewhere.findings.map(({ message }) => message)).toEqual(
      judge(given(finished)).findings.map(({ message }) => message),
    );
  });

  it('is Degraded when records wait that nobody reads, and stays so', () => {
    const backlog = {
      ...finished,
      series: seriesWith(minutely('pendingRecords', () => 900_000)),
    };
    const before = judge(given(backlog));
    expect(before.verdict).toBe('Degraded');
    expect(before.findings[0].message).toContain(
      'while 900 k records wait in the source',
    );
    expect(
      judge({ ...given({ ...finished, series: [] }), previous: before })
        .verdict,
    ).toBe('Degraded');
  });

  it('is Degraded inside an application that runs on', () => {
    const timers = (minutes: number) =>
      seriesWith(
        minutely('downtime', ago => (ago < minutes ? -1 : 0)),
        minutely('uptime', ago => (ago < minutes ? -1 : 9e6 - ago)),
      );
    expect(judge(given({ series: timers(7) }))).toMatchObject({
      verdict: 'Degraded',
      since: minutesAgo(6),
      findings: [
        {
          ruleId: 'job-ended',
          evidence: [{ name: 'downtime', value: '-1', at: minutesAgo(2) }],
        },
      ],
    });
    expect(judge(given({ series: timers(4) })).findings).toEqual([]);
    expect(
      judge(given({ series: timers(7), configuration: { workload: 'batch' } }))
        .findings,
    ).toEqual([]);
  });

  it('is not concluded from one of two timers', () => {
    const series = seriesWith(minutely('downtime', () => -1));
    expect(judge(given({ series })).findings).toEqual([]);
  });
});

describe('a job that somebody stopped', () => {
  const stopped = (code: 'podRestarts' | 'taskManagerOutOfMemory'): Given => ({
    state: {
      phase: 'stopped',
      conditions: [{ code, message: 'exit code 137', since: minutesAgo(9) }],
    },
    series: [],
  });

  it.each(['podRestarts', 'taskManagerOutOfMemory'] as const)(
    'is no incident, whatever its pods did before (%s)',
    code => {
      expect(judge(given(stopped(code)))).toMatchObject({
        verdict: 'Stopped',
        findings: [],
      });
    },
  );

  it('is one when the change before it failed and left it down', () => {
    const operations = [
      operation({
        kind: 'update',
        status: 'failed',
        startedAt: minutesAgo(30),
      }),
    ];
    const state = { phase: 'stopped' as const };
    expect(judge(given({ state, operations, series: [] })).verdict).toBe(
      'Unhealthy',
    );
  });
});
