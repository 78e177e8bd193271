import type {
  HealthThresholds,
  Judgement,
  KnownApplication,
  MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import type { JudgedApplication } from './JudgedApplication';
import type { Rules } from './Rules';
import { summarize } from './summarize';

/** What a judgement is made from. */
export interface Evidence {
  readonly known: KnownApplication;
  readonly note?: string;
  readonly previous?: Judgement;
  readonly tier?: string;
  readonly series: readonly MetricSeries[];
  readonly restartCounters: readonly MetricSeries[];
  readonly pollIntervalMs: number;
  readonly firstSeenAtMs: number;
  readonly nowMs: number;
}

/** Applies the rules with the limits of the application's tier. */
export class ApplicationJudge {
  constructor(
    private readonly rules: Rules,
    private readonly thresholdsFor: (
      tier: string | undefined,
    ) => HealthThresholds,
  ) {}

  judge(evidence: Evidence): JudgedApplication {
    const { known, series, restartCounters, firstSeenAtMs, nowMs } = evidence;
    const judgement = this.rules.judge({
      known,
      series,
      nowMs,
      pollIntervalMs: evidence.pollIntervalMs,
      thresholds: this.thresholdsFor(evidence.tier),
      previous: evidence.previous,
    });
    const figures = this.rules.figures({
      known,
      series,
      restartCounters,
      nowMs,
    });
    return {
      known,
      judgement,
      summary: summarize(
        known,
        judgement,
        figures,
        this.rules.lastChange(known, judgement),
      ),
      note: evidence.note,
      judgedAtMs: nowMs,
      firstSeenAtMs,
    };
  }
}
