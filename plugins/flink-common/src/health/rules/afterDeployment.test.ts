import { judge } from '../judge';
import {
  given,
  minutely,
  minutesAgo,
  MINUTE_MS,
  operation,
  seriesWith,
} from '../__fixtures__/applications';

/** Deployed for ten minutes, and running since eight minutes ago: its echo is not over. */
const deployed = {
  state: { since: minutesAgo(8) },
  operations: [
    operation({
      kind: 'update',
      startedAt: minutesAgo(18),
      endedAt: minutesAgo(8),
    }),
  ],
};

const restartsFrom = (first: number, every: number) =>
  minutely('numRestarts', ago =>
    ago > first ? 4 : 5 + Math.floor((first - ago) / every),
  );

const downFrom = (first: number) =>
  minutely('downtime', ago => (ago <= first ? (first - ago) * MINUTE_MS : 0));

describe('after a deployment', () => {
  const after = (...series: ReturnType<typeof minutely>[]) =>
    judge(given({ ...deployed, series: seriesWith(...series) }));

  it('one restart is its echo: Changing, and no finding', () => {
    expect(after(restartsFrom(6, 60))).toMatchObject({
      verdict: 'Changing',
      since: minutesAgo(8),
      findings: [],
    });
  });

  it('a second restart counts, within the echo', () => {
    expect(after(restartsFrom(6, 3)).findings).toEqual([
      expect.objectContaining({
        ruleId: 'restart-loop',
        value: { value: 1, unit: 'count' },
        limit: { value: 0, unit: 'count' },
        message: '1 unplanned restart in 60 min, limit 0, the last 3 min ago',
      }),
    ]);
  });

  it('a loop is one, within the echo', () => {
    expect(after(restartsFrom(7, 1)).verdict).toBe('Unhealthy');
  });

  it('a job that is not up is Changing for as long as a restart takes', () => {
    expect(after(downFrom(3))).toMatchObject({
      verdict: 'Changing',
      findings: [],
    });
  });

  it('an outage that goes on is one, whenever it began', () => {
    expect(after(downFrom(15))).toMatchObject({
      verdict: 'Unhealthy',
      findings: [{ ruleId: 'outage' }],
    });
    expect(after(downFrom(6)).findings[0].ruleId).toBe('outage');
  });

  it('a restart during it leaves nothing behind', () => {
    expect(after(restartsFrom(12, 60))).toMatchObject({
      verdict: 'Healthy',
      findings: [],
    });
  });
});

describe('an operation of which the status shows nothing', () => {
  const maintained = (startedAt: string, endedAt?: string) =>
    judge(
      given({
        operations: [
          operation({
            kind: 'maintenance',
            status: endedAt ? 'succeeded' : 'inProgress',
            startedAt,
            endedAt,
          }),
        ],
        series: seriesWith(restartsFrom(6, 60)),
      }),
    );

  it('is Changing since it began, once the job restarted', () => {
    expect(maintained(minutesAgo(7))).toMatchObject({
      verdict: 'Changing',
      since: minutesAgo(7),
      findings: [],
    });
  });

  it('is over when it ended after the restart', () => {
    expect(maintained(minutesAgo(7), minutesAgo(4)).verdict).toBe('Healthy');
  });
});

describe('a job that waits for slots', () => {
  const waiting = [
    minutely('downtime', () => 0),
    minutely('uptime', ago => (ago <= 6 ? 0 : 9e6 - ago * MINUTE_MS)),
  ];

  it('does not process, though its timer of outages stands at zero', () => {
    const still = [
      minutely('numRecordsInPerSecond', ago => (ago <= 6 ? 0 : 3000)),
      minutely('numRecordsOutPerSecond', ago => (ago <= 6 ? 0 : 2900)),
    ];
    const { findings } = judge(
      given({ series: seriesWith(...waiting, ...still) }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'outage',
        severity: 'unhealthy',
        since: minutesAgo(6),
        message: 'no record is processed; the job is not up for 4 min',
      }),
    );
  });

  it('is none while records flow', () => {
    const { findings } = judge(given({ series: seriesWith(...waiting) }));
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('outage');
  });
});

describe('a submission that no operation tells of', () => {
  const anew = seriesWith(
    minutely('numRestarts', ago => (ago > 20 ? 7 : 0)),
    minutely('uptime', ago => (ago > 20 ? 9e6 : (20 - ago) * MINUTE_MS)),
  );

  it('is an unplanned restart', () => {
    expect(judge(given({ series: anew }))).toMatchObject({
      verdict: 'Degraded',
      findings: [{ ruleId: 'restart-loop', since: minutesAgo(20) }],
    });
  });

  it('may have been announced where operations cannot be read', () => {
    const input = given({ series: anew });
    const { latest } = input.known.operations;
    const { findings } = judge({
      ...input,
      known: { ...input.known, operations: { latest } },
    });
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('restart-loop');
  });
});
