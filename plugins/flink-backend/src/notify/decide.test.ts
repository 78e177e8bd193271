import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import { decide, type ToldState } from './decide';
import type { TierNotifications } from './NotificationSettings';

const MINUTE_MS = 60_000;
const SETTINGS = {
  quietPeriodMs: 5 * MINUTE_MS,
  unknownAfterMs: 15 * MINUTE_MS,
};
const UNHEALTHY: TierNotifications = {
  notifyOn: 'Unhealthy',
  recovery: true,
  unknown: false,
};
const DEGRADED: TierNotifications = { ...UNHEALTHY, notifyOn: 'Degraded' };

type Step = [minute: number, verdict: Verdict, sinceMinute?: number];

/** What is told of an application that is judged so, minute by minute: [minute, kind, verdict]. */
function told(policy: TierNotifications, ...steps: Step[]) {
  let state: ToldState | undefined;
  const result: Array<[number, string, Verdict]> = [];
  for (const [minute, verdict, sinceMinute = minute] of steps) {
    const decision = decide(
      state,
      {
        verdict,
        sinceMs: sinceMinute * MINUTE_MS,
        judgedAtMs: minute * MINUTE_MS,
        firstSeenAtMs: 0,
      },
      policy,
      SETTINGS,
      minute * MINUTE_MS,
    );
    state = decision.state;
    if (decision.announcement) {
      result.push([minute, decision.announcement.kind, verdict]);
    }
  }
  return result;
}

describe('decide', () => {
  it('tells a worsening at once, and its end when it lasts', () => {
    expect(
      told(
        UNHEALTHY,
        [0, 'Healthy'],
        [10, 'Unhealthy'],
        [11, 'Unhealthy'],
        [20, 'Healthy'],
        [24, 'Healthy'],
        [25, 'Healthy'],
        [26, 'Healthy'],
      ),
    ).toEqual([
      [10, 'worsening', 'Unhealthy'],
      [25, 'recovery', 'Healthy'],
    ]);
  });

  it('tells nothing of what it was when it was first seen, nor of its end', () => {
    expect(
      told(
        DEGRADED,
        [0, 'Unhealthy'],
        [10, 'Unhealthy'],
        [20, 'Healthy'],
        [30, 'Healthy'],
      ),
    ).toEqual([]);
  });

  it('tells nothing of trouble that is older than the knowledge of the application', () => {
    expect(
      told(DEGRADED, [0, 'Unknown'], [1, 'Unhealthy', -600], [20, 'Healthy']),
    ).toEqual([]);
  });

  it('tells the trouble of an application that was found just after it began', () => {
    expect(told(UNHEALTHY, [0, 'Changing'], [9, 'Unhealthy', -1])).toEqual([
      [9, 'worsening', 'Unhealthy'],
    ]);
  });

  it('tells a flapping one once within the quiet time', () => {
    expect(
      told(
        UNHEALTHY,
        [0, 'Healthy'],
        [1, 'Unhealthy'],
        [3, 'Healthy'],
        [5, 'Unhealthy'],
        [7, 'Changing'],
        [13, 'Unhealthy'],
        [15, 'Healthy'],
        [19, 'Healthy'],
        [20, 'Healthy'],
      ),
    ).toEqual([
      [1, 'worsening', 'Unhealthy'],
      [20, 'recovery', 'Healthy'],
    ]);
  });

  it('never tells of Changing or Stopped', () => {
    expect(
      told(
        DEGRADED,
        [0, 'Healthy'],
        [1, 'Changing'],
        [20, 'Healthy'],
        [30, 'Stopped'],
        [60, 'Stopped'],
        [70, 'Changing'],
        [80, 'Healthy'],
        [90, 'Healthy'],
      ),
    ).toEqual([]);
  });

  it('tells again when it worsens further, and the end once', () => {
    expect(
      told(
        DEGRADED,
        [0, 'Healthy'],
        [10, 'Degraded'],
        [20, 'Unhealthy'],
        [30, 'Degraded'],
        [40, 'Degraded'],
        [50, 'Healthy'],
        [60, 'Healthy'],
      ),
    ).toEqual([
      [10, 'worsening', 'Degraded'],
      [20, 'worsening', 'Unhealthy'],
      [60, 'recovery', 'Healthy'],
    ]);
  });

  it('takes lasting Degraded for the end where nobody is told of Degraded, and tells the next fall', () => {
    expect(
      told(
        UNHEALTHY,
        [0, 'Healthy'],
        [10, 'Unhealthy'],
        [20, 'Degraded'],
        [25, 'Degraded'],
        [60, 'Unhealthy'],
      ),
    ).toEqual([
      [10, 'worsening', 'Unhealthy'],
      [25, 'recovery', 'Degraded'],
      [60, 'worsening', 'Unhealthy'],
    ]);
  });

  it('does not call a stop a recovery, but the healthy run after it', () => {
    expect(
      told(
        UNHEALTHY,
        [0, 'Healthy'],
        [10, 'Unhealthy'],
        [20, 'Stopped'],
        [40, 'Stopped'],
        [41, 'Changing'],
        [45, 'Healthy'],
        [50, 'Healthy'],
      ),
    ).toEqual([
      [10, 'worsening', 'Unhealthy'],
      [50, 'recovery', 'Healthy'],
    ]);
  });

  it('tells a fall after a stop anew', () => {
    expect(
      told(
        UNHEALTHY,
        [0, 'Healthy'],
        [10, 'Unhealthy'],
        [20, 'Stopped'],
        [40, 'Stopped'],
        [41, 'Unhealthy'],
      ),
    ).toEqual([
      [10, 'worsening', 'Unhealthy'],
      [41, 'worsening', 'Unhealthy'],
    ]);
  });

  it('tells of Unknown only where that is asked for, and only when it lasts', () => {
    const steps: Step[] = [
      [0, 'Healthy'],
      [10, 'Unknown', 5],
      [24, 'Unknown', 5],
      [25, 'Unknown', 5],
      [40, 'Healthy'],
      [45, 'Healthy'],
    ];

    expect(told(DEGRADED, ...steps)).toEqual([]);
    expect(told({ ...UNHEALTHY, unknown: true }, ...steps)).toEqual([
      [25, 'worsening', 'Unknown'],
      [45, 'recovery', 'Healthy'],
    ]);
  });

  it('takes Unknown after Unhealthy for nothing new', () => {
    expect(
      told(
        { ...UNHEALTHY, unknown: true },
        [0, 'Healthy'],
        [10, 'Unhealthy'],
        [20, 'Unknown'],
        [60, 'Unknown'],
        [61, 'Unhealthy'],
      ),
    ).toEqual([[10, 'worsening', 'Unhealthy']]);
  });

  it('tells no recovery where none is wanted, and the next fall all the same', () => {
    expect(
      told(
        { ...UNHEALTHY, recovery: false },
        [0, 'Healthy'],
        [10, 'Unhealthy'],
        [20, 'Healthy'],
        [30, 'Healthy'],
        [40, 'Unhealthy'],
      ),
    ).toEqual([
      [10, 'worsening', 'Unhealthy'],
      [40, 'worsening', 'Unhealthy'],
    ]);
  });

  it('tells nothing where nothing is wanted', () => {
    expect(
      told(
        { notifyOn: 'never', recovery: true, unknown: true },
        [0, 'Healthy'],
        [10, 'Unknown'],
        [30, 'Unknown'],
        [40, 'Degraded'],
        [50, 'Unhealthy'],
        [60, 'Healthy'],
        [70, 'Healthy'],
      ),
    ).toEqual([]);
  });
});
