import type { MetricName } from '../../metrics/MetricName';
import { judge } from '../judge';
import type { Judgement } from '../Judgement';
import { given, later, minutely, seriesWith, type Given } from './applications';

/** What a metric shows at a minute of the simulation; minutes before its start are negative. */
export type ValuesByMinute = Partial<
  Record<MetricName, (minute: number) => number | undefined>
>;

/** Judges minute by minute, each time with the memory of the minute before. */
export function simulate(
  minutes: number,
  values: ValuesByMinute,
  what: Given = {},
): Judgement[] {
  const judgements: Judgement[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const series = (
      Object.entries(values) as Array<
        [MetricName, (minute: number) => number | undefined]
      >
    ).map(([metric, valueAt]) =>
      minutely(metric, ago => valueAt(minute - ago)),
    );
    const input = given({ ...what, series: seriesWith(...series) });
    judgements.push(
      judge({ ...later(input, minute), previous: judgements[minute - 1] }),
    );
  }
  return judgements;
}

/** How often the verdict changed. */
export function changesOf(judgements: readonly Judgement[]): number {
  return judgements.filter(
    ({ verdict }, i) => i > 0 && verdict !== judgements[i - 1].verdict,
  ).length;
}
