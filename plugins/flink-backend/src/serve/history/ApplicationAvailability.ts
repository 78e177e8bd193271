import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import type {
  Availability,
  AvailabilityWindow,
  VerdictDurations,
} from '../../schema/openapi/generated/models';
import { toIso, toNumber, type ApplicationRow } from '../../store/rows';
import type {
  StoredTransition,
  TransitionStore,
} from '../../store/TransitionStore';
import { stripSpans } from './stripSpans';
import { verdictSpans, type Span } from './verdictSpans';

const DAY_MS = 24 * 60 * 60_000;
const LONGEST_MS = 30 * DAY_MS;
/** Steps that the strip of the longest window can show. */
const STRIP_STEPS = 1_000;

const WINDOWS: ReadonlyArray<
  readonly [range: AvailabilityWindow['range'], lengthMs: number]
> = [
  ['24h', DAY_MS],
  ['7d', 7 * DAY_MS],
  ['30d', LONGEST_MS],
];

/** Answers how long an application was in each verdict, from its stored transitions. */
export class ApplicationAvailability {
  constructor(
    private readonly transitions: TransitionStore,
    private readonly retentionMs: number,
    private readonly now: () => number,
  ) {}

  /** Two queries, whatever the windows. */
  async read(row: ApplicationRow): Promise<Availability> {
    const nowMs = this.now();
    const fromMs = nowMs - LONGEST_MS;
    const transitions = await this.transitions.readSince(row.id, fromMs);
    const spans = verdictSpans(
      transitions,
      {
        verdict: row.verdict as Verdict,
        firstSeenAtMs: toNumber(row.first_seen_at),
        keptFromMs: nowMs - this.retentionMs,
      },
      fromMs,
      nowMs,
    );
    return {
      windows: WINDOWS.map(([range, lengthMs]) =>
        windowOf(range, spans, transitions, nowMs - lengthMs, nowMs),
      ),
      spans: stripSpans(spans, LONGEST_MS / STRIP_STEPS).map(span => ({
        verdict: span.verdict,
        from: toIso(span.fromMs),
        to: toIso(span.toMs),
      })),
    };
  }
}

function windowOf(
  range: AvailabilityWindow['range'],
  spans: readonly Span[],
  transitions: readonly StoredTransition[],
  fromMs: number,
  toMs: number,
): AvailabilityWindow {
  const durationsMs: VerdictDurations = {
    Healthy: 0,
    Degraded: 0,
    Unhealthy: 0,
    Changing: 0,
    Stopped: 0,
    Unknown: 0,
  };
  for (const span of spans) {
    const lengthMs = span.toMs - Math.max(span.fromMs, fromMs);
    durationsMs[span.verdict] += Math.max(0, lengthMs);
  }
  const watchedMs = Object.values(durationsMs).reduce(
    (sum: number, each: number) => sum + each,
    0,
  );
  return {
    range,
    from: toIso(fromMs),
    to: toIso(toMs),
    durationsMs,
    notWatchedMs: toMs - fromMs - watchedMs,
    availabilityPercent: percentOf(durationsMs),
    worsenings: transitions.filter(
      ({ atMs, from, to }) => to === 'Unhealthy' && from && atMs >= fromMs,
    ).length,
  };
}

/** Stopped was asked for and Unknown was not seen; neither says anything about availability. */
function percentOf({
  Healthy,
  Degraded,
  Unhealthy,
  Changing,
}: VerdictDurations): number | undefined {
  const availableMs = Healthy + Degraded;
  const countedMs = availableMs + Unhealthy + Changing;
  return countedMs > 0 ? (100 * availableMs) / countedMs : undefined;
}
