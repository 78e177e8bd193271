import {
  formatAgo,
  formatTime,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ApplicationSummary,
  PlanWarning,
} from '../../schema/openapi/generated/models';

/** A change this old has shown what it does, ms. */
export const RECENT_CHANGE_MS = 15 * 60_000;

/** What a runtime cannot know and a person should before confirming: read from what is stored. */
export function storeWarnings(
  summary: Pick<
    ApplicationSummary,
    'verdict' | 'since' | 'topFinding' | 'lastChange'
  >,
  consumersKnown: boolean,
  nowMs: number,
): PlanWarning[] {
  return [
    ...unhealthy(summary),
    ...changedRecently(summary, nowMs),
    ...(consumersKnown
      ? []
      : [
          {
            code: 'consumers-unknown',
            severity: 'info' as const,
            message:
              'The catalog did not answer, so who is affected is not known.',
          },
        ]),
  ];
}

function unhealthy({
  verdict,
  since,
  topFinding,
}: Pick<
  ApplicationSummary,
  'verdict' | 'since' | 'topFinding'
>): PlanWarning[] {
  if (verdict !== 'Unhealthy') {
    return [];
  }
  const why = topFinding ? `: ${topFinding.title}` : '';
  return [
    {
      code: 'unhealthy-now',
      severity: 'warning',
      message: `The application is Unhealthy since ${formatTime(
        Date.parse(since),
      )}${why}. If the cause lies elsewhere, this action does not cure it and takes longer than usual.`,
    },
  ];
}

function changedRecently(
  { lastChange }: Pick<ApplicationSummary, 'lastChange'>,
  nowMs: number,
): PlanWarning[] {
  const atMs = lastChange ? Date.parse(lastChange.at) : NaN;
  if (!lastChange || !(nowMs - atMs < RECENT_CHANGE_MS)) {
    return [];
  }
  const by = lastChange.initiatedBy ? ` by ${lastChange.initiatedBy}` : '';
  return [
    {
      code: 'changed-recently',
      severity: 'warning',
      message: `The application changed ${formatAgo(atMs, nowMs)} (${
        lastChange.title
      }${by}). What that change does is not settled yet; another one makes it hard to tell them apart.`,
    },
  ];
}
