import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import type {
  NotificationSettings,
  TierNotifications,
} from './NotificationSettings';

/** What owners know of an application: better than this is not told before it lasts, worse is at once. */
export type Level = Extract<
  Verdict,
  'Healthy' | 'Unknown' | 'Degraded' | 'Unhealthy'
>;

/** What is already told of an application. */
export interface ToldState {
  /** The verdict seen last. */
  readonly verdict: Verdict;
  /** Since when it is seen, epoch ms: a time at which the application was judged. */
  readonly verdictAtMs: number;
  readonly level: Level;
  /** The trouble that was told and of whose end the owner is not told yet. */
  readonly episode?: string;
}

/** An application as it is judged now. */
export interface JudgedNow {
  readonly verdict: Verdict;
  /** When its condition began, epoch ms. */
  readonly sinceMs: number;
  readonly judgedAtMs: number;
  readonly firstSeenAtMs: number;
}

/** Something to tell the owner. */
export interface Announcement {
  readonly kind: 'worsening' | 'recovery';
  readonly episode: string;
}

/** What to remember and what to tell. */
export interface Decision {
  readonly state: ToldState;
  readonly announcement?: Announcement;
}

const RANK: Readonly<Record<Level, number>> = {
  Healthy: 0,
  Unknown: 1,
  Degraded: 2,
  Unhealthy: 3,
};

/** A condition that began longer than this before the application was known is an old story, ms. */
const KNOWN_BEFORE_MS = 10 * 60_000;

/**
 * Decides what is told of an application. What it is when it is seen for the first time is not told: it was
 * known before there was anybody to tell. Worse than what is known is told at once; better is believed
 * only after the quiet period, so that flapping tells nothing. Changing tells nothing and changes nothing.
 */
export function decide(
  before: ToldState | undefined,
  application: JudgedNow,
  policy: TierNotifications,
  settings: Pick<NotificationSettings, 'quietPeriodMs' | 'unknownAfterMs'>,
  nowMs: number,
): Decision {
  const { verdict, judgedAtMs } = application;
  if (!before) {
    return {
      state: {
        verdict,
        verdictAtMs: judgedAtMs,
        level: isLevel(verdict) ? verdict : 'Healthy',
      },
    };
  }
  const state: ToldState =
    before.verdict === verdict
      ? before
      : { ...before, verdict, verdictAtMs: judgedAtMs };
  const level = targetOf(verdict);
  if (level === undefined) {
    return { state };
  }
  if (RANK[level] > RANK[state.level]) {
    return worse(state, level, application, policy, settings, nowMs);
  }
  const isBetter = level !== 'Unknown' && RANK[level] < RANK[state.level];
  const isOver = verdict === 'Healthy' && state.episode !== undefined;
  // Only what was judged again counts: a backend that did not run has seen no quiet.
  const quietMs = judgedAtMs - state.verdictAtMs;
  return (isBetter || isOver) && quietMs >= settings.quietPeriodMs
    ? better(state, level, policy)
    : { state };
}

function worse(
  state: ToldState,
  level: Level,
  { sinceMs, firstSeenAtMs }: JudgedNow,
  policy: TierNotifications,
  { unknownAfterMs }: Pick<NotificationSettings, 'unknownAfterMs'>,
  nowMs: number,
): Decision {
  if (level === 'Unknown' && nowMs - state.verdictAtMs < unknownAfterMs) {
    return { state };
  }
  const isOld =
    level !== 'Unknown' && sinceMs < firstSeenAtMs - KNOWN_BEFORE_MS;
  if (isOld || !wants(policy, level)) {
    return { state: { ...state, level } };
  }
  const episode = state.episode ?? `${sinceMs}-${nowMs}`;
  return {
    state: { ...state, level, episode },
    announcement: { kind: 'worsening', episode },
  };
}

function better(
  state: ToldState,
  level: Level,
  policy: TierNotifications,
): Decision {
  const { episode, ...rest } = state;
  // What somebody stopped is not recovered; what they would not be told of is as good as over.
  const isOver =
    state.verdict === 'Healthy' ||
    (state.verdict !== 'Stopped' && !wants(policy, level));
  if (!isOver || episode === undefined) {
    return { state: { ...state, level } };
  }
  return {
    state: { ...rest, level },
    ...(policy.recovery
      ? { announcement: { kind: 'recovery' as const, episode } }
      : {}),
  };
}

function wants(policy: TierNotifications, level: Level): boolean {
  switch (policy.notifyOn) {
    case 'never':
      return false;
    case 'Degraded':
      return level === 'Unknown' ? policy.unknown : level !== 'Healthy';
    default:
      return level === 'Unknown' ? policy.unknown : level === 'Unhealthy';
  }
}

/** Stopped was asked for, so nothing is wrong; Changing says nothing yet. */
function targetOf(verdict: Verdict): Level | undefined {
  if (verdict === 'Stopped') {
    return 'Healthy';
  }
  return isLevel(verdict) ? verdict : undefined;
}

function isLevel(verdict: Verdict): verdict is Level {
  return verdict in RANK;
}
