import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { MetricRange } from '@flink-portal/backstage-plugin-flink-react';
import { DEPLOY_KINDS } from './chartMarks';

/** A range, or a moment in this application's life from which on one wants to see. */
export type MetricChoice = MetricRange | SinceChoice;

/** The two that people want most. */
export const SINCE_CHOICES = ['since-deploy', 'since-verdict'] as const;

/** One of the moments. */
export type SinceChoice = (typeof SINCE_CHOICES)[number];

/** What of an application decides when the moments were. */
export type Lived = Pick<
  flinkApi.ApplicationDetail,
  'since' | 'operations' | 'configuration'
>;

/** When it was, epoch ms; undefined when nobody knows. */
export function momentOf(
  choice: SinceChoice,
  application: Lived,
): number | undefined {
  if (choice === 'since-verdict') {
    return known([application.since]);
  }
  return known([
    ...application.operations
      .filter(({ kind }) => DEPLOY_KINDS.has(kind))
      .map(({ startedAt }) => startedAt),
    application.configuration?.versionAt,
  ]);
}

function known(moments: ReadonlyArray<string | undefined>) {
  const times = moments
    .map(moment => Date.parse(moment ?? ''))
    .filter(Number.isFinite);
  return times.length > 0 ? Math.max(...times) : undefined;
}

export function isSince(choice: MetricChoice): choice is SinceChoice {
  return SINCE_CHOICES.some(since => since === choice);
}
