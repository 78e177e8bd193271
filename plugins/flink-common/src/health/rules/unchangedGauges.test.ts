import type { MetricSeries } from '../../metrics/MetricSeries';
import { judge } from '../judge';
import {
  given,
  MINUTE_MS,
  minutely,
  seriesWith,
  seriesWithout,
} from '../__fixtures__/applications';

/** A small job: every checkpoint is like the one before but for one minute in some, if any. */
function smallJob(
  options: { everyMinutes?: number; offset?: number; knownFor?: number } = {},
): MetricSeries[] {
  const { everyMinutes, offset = 0, knownFor = 120 } = options;
  return [
    minutely(
      'lastCheckpointDuration',
      ago => (everyMinutes && (ago + offset) % everyMinutes === 0 ? 13 : 12),
      knownFor,
    ),
    minutely('lastCheckpointSize', () => 1137, knownFor),
  ];
}

const verdictWith = (...series: MetricSeries[]) =>
  judge(given({ series: seriesWith(...series) }));

describe('checkpoint duration and size that do not change', () => {
  it('are those of a small job when a stuck checkpoint would have failed meanwhile', () => {
    expect(verdictWith(...smallJob()).findings).toEqual([]);
    expect(verdictWith(...smallJob()).verdict).toBe('Healthy');
  });

  it('say nothing before that time', () => {
    const { verdict, notAssessed } = verdictWith(...smallJob({ knownFor: 40 }));
    expect(verdict).toBe('Unknown');
    expect(
      notAssessed.find(({ ruleId }) => ruleId === 'checkpoint-missing')?.reason,
    ).toBe(
      'checkpoint duration and size have not changed in the 40 min that are known, as with a checkpoint that is stuck or those of a small job',
    );
  });

  it('say nothing when the job was not up for that time', () => {
    const uptime = minutely('uptime', ago => (65 - ago) * MINUTE_MS);
    expect(verdictWith(...smallJob(), uptime).verdict).not.toBe('Healthy');
  });

  it('are usual for no longer than half as long again as before', () => {
    for (let offset = 0; offset < 23; offset += 1) {
      const { verdict } = verdictWith(
        ...smallJob({ everyMinutes: 23, offset }),
      );
      expect(verdict).toBe('Healthy');
    }
    const stuck = minutely('lastCheckpointDuration', ago =>
      ago > 36 && ago % 23 === 0 ? 13 : 12,
    );
    expect(
      verdictWith(stuck, smallJob()[1]).findings.map(({ ruleId }) => ruleId),
    ).toEqual(['checkpoint-missing']);
  });

  it('prove that none completes when failures are counted meanwhile', () => {
    const failures = minutely('numberOfFailedCheckpoints', ago =>
      ago > 61 ? 3 : 4,
    );
    expect(verdictWith(...smallJob(), failures).verdict).toBe('Unhealthy');
  });

  it('prove it as well where Flink counts the completed ones', () => {
    const counted = minutely('numberOfCompletedCheckpoints', () => 7);
    expect(verdictWith(...smallJob(), counted).verdict).toBe('Unhealthy');
  });

  it('excuse nothing while failures are not known', () => {
    const series = [
      ...seriesWithout(
        'numberOfFailedCheckpoints',
        'lastCheckpointDuration',
        'lastCheckpointSize',
      ),
      ...smallJob(),
    ];
    expect(judge(given({ series })).verdict).toBe('Unhealthy');
  });
});
