import type {
  JudgeInput,
  Judgement,
  KnownApplication,
  MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Change, Figures } from '../schema/openapi/generated/models';

/** What the numbers of a card are made of. */
export interface FiguresInput {
  readonly known: KnownApplication;
  readonly series: readonly MetricSeries[];
  /** Restart counters of the last 25 hours. */
  readonly restartCounters: readonly MetricSeries[];
  readonly nowMs: number;
}

/**
 * The pure functions by which an application is judged. Handed in, so that the flow around them can be
 * proved without them.
 */
export interface Rules {
  judge(input: JudgeInput): Judgement;
  figures(input: FiguresInput): Figures;
  lastChange(known: KnownApplication, judgement: Judgement): Change | undefined;
}
