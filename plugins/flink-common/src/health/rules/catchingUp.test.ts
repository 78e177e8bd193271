import { judge } from '../judge';
import {
  given,
  minutely,
  minutesAgo,
  operation,
  seriesWith,
} from '../__fixtures__/applications';

const deployed = [
  operation({
    kind: 'update',
    startedAt: minutesAgo(42),
    endedAt: minutesAgo(30),
  }),
];

/** No value during the deployment, then lag that changes by so much each minute. */
function lagAfter(
  start: number,
  perMinute: number,
  operations = deployed,
  noise = 0,
) {
  const { verdict, findings } = judge(
    given({
      operations,
      series: seriesWith(
        minutely('pendingRecords', ago => {
          if (ago > 42) {
            return 500;
          }
          return ago > 30
            ? undefined
            : start + (30 - ago) * perMinute + ((ago * 7) % 5) * noise;
        }),
      ),
    }),
  );
  return { verdict, finding: findings.find(one => one.ruleId === 'lag-high') };
}

describe('lag after a planned change', () => {
  it('is information while it falls, with the time that is left', () => {
    const { verdict, finding } = lagAfter(5_000_000, -120_000);
    expect(verdict).toBe('Healthy');
    expect(finding).toMatchObject({
      severity: 'info',
      title: 'Catching up',
      message:
        'lag 1.6 M records, limit 200 k, and falling after a planned change: about 15 min to go',
    });
  });

  it('may be noisy on its way', () => {
    expect(lagAfter(5_000_000, -120_000, deployed, 40_000).verdict).toBe(
      'Healthy',
    );
  });

  it('is Degraded when it stands, grows, or falls so slowly that it takes hours', () => {
    expect(lagAfter(5_000_000, 0).finding?.severity).toBe('degraded');
    expect(lagAfter(5_000_000, 9000).finding?.severity).toBe('degraded');
    expect(lagAfter(5_000_000, -20_000).finding?.severity).toBe('degraded');
  });

  it('is Degraded when nothing was planned, however it falls', () => {
    expect(lagAfter(5_000_000, -120_000, []).finding?.severity).toBe(
      'degraded',
    );
  });
});
