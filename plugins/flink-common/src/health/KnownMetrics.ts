import { feedFor, METRIC_CATALOG } from '../metrics/metricCatalog';
import type { FlinkLine, MetricStatistic } from '../metrics/MetricDefinition';
import { METRIC_NAMES, type MetricName } from '../metrics/MetricName';
import type { MetricPoint, MetricSeries } from '../metrics/MetricSeries';
import type { Operation } from '../model/Operation';
import type { UnreadableReason } from '../model/Reading';
import { formatAgo } from '../format';
import type { JudgeInput, RuleMemory } from './Judgement';
import { measurements } from './measurements';
import { optionalTime } from './optionalTime';
import { combine, newest, timeMs } from './points';

// Three of the slowest background readings (every five minutes) may fail.
const READING_MAX_AGE_MS = 15 * 60_000;
// What is not allowed, or not paid for, is not tried again before somebody does something about it.
const WILL_NOT_BE_READ: readonly UnreadableReason[] = ['denied', 'budget'];
// Clocks of clusters and of the portal may differ by this much.
const CLOCK_SKEW_MS = 30_000;
const MINUTE_MS = 60_000;
// Values come one to two minutes late, stand for a minute, and one more may be missing now and then.
const VALUE_MAX_LAG_MS = 7 * 60_000;
const FORGET_AFTER_MS = 24 * 60 * 60_000;
const MEMORY_PREFIX = 'metric:';

/** Stored values as rules may use them: only those that are recent enough to speak of what runs now. */
export class KnownMetrics {
  private readonly series = new Map<MetricName, MetricSeries[]>();
  private readonly joined = new Map<MetricName, readonly MetricPoint[]>();
  private readonly oldestUsableMs: number;
  private readonly deployedMs: number;

  constructor(
    private readonly input: JudgeInput,
    private readonly line: FlinkLine,
    /** Epoch ms: what was measured before is of another run. */
    runningSinceMs: number | undefined,
  ) {
    const { known, nowMs } = input;
    this.oldestUsableMs = Math.max(
      oldestUsableMs(known.metrics, nowMs),
      oldestOfRunMs(runningSinceMs, nowMs),
    );
    this.deployedMs = newestDeployment(known.operations.lastGood?.value);
    for (const one of input.series) {
      const points = measurements(one.metric, one.points, nowMs);
      const clean = points === one.points ? one : { ...one, points };
      const earlier = this.series.get(one.metric);
      if (earlier) {
        earlier.push(clean);
      } else {
        this.series.set(one.metric, [clean]);
      }
    }
  }

  /** The application's own values; joined from its parts where only those are known. */
  application(name: MetricName): readonly MetricPoint[] | undefined {
    const done = this.joined.get(name);
    if (done) {
      return this.isRecent(done) ? done : undefined;
    }
    const all = this.series.get(name) ?? [];
    const whole = all.filter(one => one.part === undefined);
    const points = combine(
      (whole.length > 0 ? whole : all).map(one => one.points),
      this.statistic(name),
    );
    this.joined.set(name, points);
    return this.isRecent(points) ? points : undefined;
  }

  /** Values by part. */
  parts(name: MetricName): readonly MetricSeries[] {
    return (this.series.get(name) ?? []).filter(
      one => one.part !== undefined && this.isRecent(one.points),
    );
  }

  /** Metrics with recent values. */
  recent(): MetricName[] {
    return METRIC_NAMES.filter(name => this.application(name) !== undefined);
  }

  /**
   * Metrics that this application has reported and does not any more. What was reported before its newest
   * deployment is not missed: the new version may have other sources.
   */
  missing(): MetricName[] {
    return METRIC_NAMES.filter(name => {
      if (!METRIC_CATALOG[name].healthSet || this.application(name)) {
        return false;
      }
      const seenMs = this.lastReportedMs(name);
      return seenMs !== undefined && this.speaksOfThisDeployment(seenMs);
    });
  }

  /** Whether what was last seen then still counts: within a day, and since the newest deployment. */
  speaksOfThisDeployment(seenMs: number): boolean {
    return (
      this.input.nowMs - seenMs < FORGET_AFTER_MS && seenMs > this.deployedMs
    );
  }

  /** Epoch ms: when the first of the metrics that are missed was last reported. */
  lostSinceMs(): number | undefined {
    const times = this.missing().flatMap(
      name => this.lastReportedMs(name) ?? [],
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** What to remember about which metrics were reported. */
  memory(): Record<string, RuleMemory> {
    const memory: Record<string, RuleMemory> = {};
    // Nearly all were last seen at the same time, and writing times is what takes time here.
    const written = new Map<number, RuleMemory>();
    for (const name of METRIC_NAMES) {
      const seenMs = this.lastReportedMs(name);
      if (seenMs !== undefined && this.input.nowMs - seenMs < FORGET_AFTER_MS) {
        const seen = written.get(seenMs) ?? {
          lastSeenAt: new Date(seenMs).toISOString(),
        };
        written.set(seenMs, seen);
        memory[MEMORY_PREFIX + name] = seen;
      }
    }
    return memory;
  }

  /** Why none of these metrics is known, in a sentence. */
  whyUnknown(names: readonly MetricName[]): string {
    const { known, nowMs } = this.input;
    const fed = names.filter(name =>
      feedFor(name, known.application.runtime, this.line),
    );
    const titles = names
      .map(name => METRIC_CATALOG[name].title.toLocaleLowerCase('en'))
      .join(', ');
    if (fed.length === 0) {
      return `this runtime does not report ${titles}`;
    }
    const latest = known.metrics?.latest;
    if (latest?.status === 'unreadable') {
      return `metrics could not be read: ${latest.message}`;
    }
    if (latest?.status === 'notApplicable') {
      return latest.reason;
    }
    const seenMs = Math.max(...fed.map(name => this.lastReportedMs(name) ?? 0));
    if (seenMs > 0) {
      return `${titles}: last reported ${formatAgo(seenMs, nowMs)}`;
    }
    return fed.some(name => this.isRead(name))
      ? `${titles}: not reported`
      : `${titles}: read on demand only, as every background reading costs money`;
  }

  /** Whether it is read in the background: on REST every metric is, as names in one question cost nothing. */
  private isRead(name: MetricName): boolean {
    const feed = feedFor(name, this.input.known.application.runtime, this.line);
    return feed?.kind === 'rest' || METRIC_CATALOG[name].healthSet;
  }

  /** Epoch ms: the newest moment for which a value is known, however old. */
  lastReportedMs(name: MetricName): number | undefined {
    let seenMs = optionalTime(
      this.input.previous?.memory[MEMORY_PREFIX + name]?.lastSeenAt,
    );
    for (const one of this.series.get(name) ?? []) {
      const last = newest(one.points);
      if (last) {
        seenMs = Math.max(seenMs ?? 0, timeMs(last));
      }
    }
    return seenMs;
  }

  private isRecent(points: readonly MetricPoint[]): boolean {
    const last = newest(points);
    return last !== undefined && timeMs(last) >= this.oldestUsableMs;
  }

  private statistic(name: MetricName): MetricStatistic {
    const feed = feedFor(name, this.input.known.application.runtime, this.line);
    return feed?.kind === 'rest'
      ? feed.applicationAggregation
      : METRIC_CATALOG[name].statistic;
  }
}

/**
 * A value stands for the minute that begins at its time, and speaks of this run where some of that minute is
 * after the start. A start that lies ahead of now is by a clock that is not ours, and dates nothing.
 */
function oldestOfRunMs(
  runningSinceMs: number | undefined,
  nowMs: number,
): number {
  return runningSinceMs === undefined || runningSinceMs - nowMs > CLOCK_SKEW_MS
    ? Number.NEGATIVE_INFINITY
    : runningSinceMs - MINUTE_MS + 1;
}

/** Epoch ms: how old the newest value may be by when it was looked for. */
function oldestUsableMs(
  metrics: JudgeInput['known']['metrics'],
  nowMs: number,
): number {
  const lastGood = metrics?.lastGood;
  const latest = metrics?.latest;
  const stays =
    latest?.status === 'unreadable' && WILL_NOT_BE_READ.includes(latest.reason);
  if (!lastGood || stays) {
    return nowMs - VALUE_MAX_LAG_MS;
  }
  const readAtMs = Math.min(Date.parse(lastGood.at), nowMs);
  return nowMs - readAtMs > READING_MAX_AGE_MS
    ? Number.POSITIVE_INFINITY
    : readAtMs - VALUE_MAX_LAG_MS;
}

function newestDeployment(
  operations: readonly Operation[] | undefined,
): number {
  const newestOne = operations?.find(operation =>
    ['create', 'update', 'start', 'restore', 'rollback'].includes(
      operation.kind,
    ),
  );
  return (
    optionalTime(newestOne?.endedAt ?? newestOne?.startedAt) ??
    Number.NEGATIVE_INFINITY
  );
}
