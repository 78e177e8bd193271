import { ConfigReader } from '@backstage/config';
import {
  learn,
  unreadable,
  valueOf,
  type Judgement,
  type KnownApplication,
  type MetricSeries,
  type Observation,
  type UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  ApplicationJudge,
  decodeHour,
  encodeHour,
  healthRules,
  hourOf,
  mergeSeries,
  readFlinkConfig,
  splitByHour,
} from './portalBackend';

const MINUTE_MS = 60_000;
/** The backend judges over what is stored of the last two hours. */
const JUDGED_HISTORY_MS = 2 * 60 * MINUTE_MS;
const MISSED_READINGS = 3;

/** What a replay is told of the application's source. */
export interface ReplayOptions {
  readonly mode: 'poll' | 'watch';
  readonly pollIntervalMs: number;
  readonly tier?: string;
  /** `flink.health.tiers`. */
  readonly tiers?: Record<string, Record<string, number>>;
}

/**
 * One application as the backend learns and judges it: every observation at its time (the backend's Learner),
 * and in between what its sweep does with a source that is not read any more, or that only watches.
 */
export class Replay {
  private readonly judge: ApplicationJudge;
  private known?: KnownApplication;
  private series: readonly MetricSeries[] = [];
  private judged?: Judgement;
  private judgedAtMs = 0;
  private sourceGoodAtMs?: number;
  private sourceFailure?: { reason: UnreadableReason; message: string };

  constructor(private readonly options: ReplayOptions) {
    const { thresholdsFor } = readFlinkConfig(
      new ConfigReader({ flink: { health: { tiers: options.tiers ?? {} } } }),
    );
    // What a card's figures are says nothing of the verdict, and takes most of the time.
    this.judge = new ApplicationJudge(
      { ...healthRules, figures: () => ({}), lastChange: () => undefined },
      thresholdsFor,
    );
  }

  /** Undefined before the first observation. */
  get judgement(): Judgement | undefined {
    return this.judged;
  }

  observe(observation: Observation, nowMs: number): Judgement {
    this.known = learn(this.known, observation);
    const added = observation.metrics
      ? valueOf(observation.metrics)?.series ?? []
      : [];
    const stored = storedAt(this.series, nowMs);
    this.series = mergeSeries(stored, added);
    this.answered(nowMs);
    const judgement = this.judgeKnown(this.known, nowMs);
    // What was read is judged as it is, and stored as the backend stores it.
    this.series = mergeSeries(stored, asStored(added));
    return judgement;
  }

  /** The source answered; nothing of the application was handed over. */
  answered(nowMs: number): void {
    this.sourceGoodAtMs = nowMs;
    this.sourceFailure = undefined;
  }

  /** The source as a whole could not be read. */
  failed(reason: UnreadableReason, message: string): void {
    this.sourceFailure = { reason, message };
  }

  /** What the backend does every half a minute with what nobody handed over. */
  sweep(nowMs: number): void {
    const { mode, pollIntervalMs } = this.options;
    if (!this.known) {
      return;
    }
    const goodBeforeMs = nowMs - MISSED_READINGS * pollIntervalMs;
    const goodAtMs = this.sourceGoodAtMs ?? -Infinity;
    if (mode === 'watch' && goodAtMs >= goodBeforeMs) {
      if (this.judgedAtMs < nowMs - pollIntervalMs) {
        this.judgeKnown(asOf(this.known, goodAtMs), nowMs);
      }
      return;
    }
    const readAtMs = Date.parse(this.known.state.lastGood?.at ?? '');
    if (!(readAtMs >= goodBeforeMs)) {
      this.judgeKnown(this.withFailure(this.known, nowMs), nowMs);
    }
  }

  private judgeKnown(known: KnownApplication, nowMs: number): Judgement {
    this.known = known;
    const series = storedAt(this.series, nowMs);
    this.judged = this.judge.judge({
      known,
      previous: this.judged,
      tier: this.options.tier,
      series,
      restartCounters: [],
      pollIntervalMs: this.options.pollIntervalMs,
      firstSeenAtMs: nowMs,
      nowMs,
    }).judgement;
    this.judgedAtMs = nowMs;
    return this.judged;
  }

  private withFailure(
    known: KnownApplication,
    nowMs: number,
  ): KnownApplication {
    if (!this.sourceFailure && known.state.latest.status === 'unreadable') {
      return known;
    }
    const { reason, message } = this.sourceFailure ?? {
      reason: 'timeout',
      message: 'the source has not been read for three intervals',
    };
    return {
      ...known,
      state: {
        ...known.state,
        latest: unreadable(reason, message, new Date(nowMs).toISOString()),
      },
    };
  }
}

/** Values as they come back from the store: written by the hour, with the digits it keeps. */
function asStored(series: readonly MetricSeries[]): MetricSeries[] {
  return [...splitByHour(series)].reduce<MetricSeries[]>(
    (joined, [hourStartMs, inHour]) =>
      mergeSeries(
        joined,
        decodeHour(hourStartMs, encodeHour(hourStartMs, inHour)),
      ),
    [],
  );
}

/** The hours the store hands to a judgement. */
function storedAt(
  series: readonly MetricSeries[],
  nowMs: number,
): readonly MetricSeries[] {
  const fromSeconds = hourOf(nowMs - JUDGED_HISTORY_MS) / 1000;
  return series.flatMap(each => {
    const points =
      each.points[0]?.[0] < fromSeconds
        ? each.points.filter(([seconds]) => seconds >= fromSeconds)
        : each.points;
    return points.length > 0 ? [{ ...each, points }] : [];
  });
}

/** The state as a watch vouches for it: unchanged up to its last sign of life. */
function asOf(known: KnownApplication, atMs: number): KnownApplication {
  const { latest, lastGood } = known.state;
  if (latest.status !== 'read' || Date.parse(latest.at) >= atMs) {
    return known;
  }
  const at = new Date(atMs).toISOString();
  return {
    ...known,
    state: {
      latest: { ...latest, at },
      ...(lastGood ? { lastGood: { ...lastGood, at } } : {}),
    },
  };
}
