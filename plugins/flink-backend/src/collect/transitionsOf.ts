import { formatDurationMs } from '@flink-portal/backstage-plugin-flink-common';
import type { JudgedApplication } from '../judge/JudgedApplication';
import { topFindingOf } from '../judge/summarize';
import type { StoredApplication } from '../store/ApplicationStore';
import type { VerdictTransition } from '../store/VerdictTransition';
import { isPlannedTransition } from './isPlannedTransition';

/** Readings that may be missed before nothing is known any more. */
const MISSED_READINGS = 3;
/** The sweep, which turns such applications Unknown, may itself come this late, ms. */
const SWEEP_LATE_MS = 2 * 60_000;

/**
 * How the verdict changed. An application that was gone has no earlier verdict. When nobody looked for
 * longer than the sweep allows (the backend did not run), the verdict is Unknown for that time: what was
 * Healthy before and is Healthy now may have been anything in between.
 */
export function transitionsOf(
  before: StoredApplication | undefined,
  { known, judgement }: JudgedApplication,
  pollIntervalMs: number,
  nowMs: number,
): VerdictTransition[] {
  const applicationId = known.application.id;
  const from =
    before?.removedAtMs === undefined ? before?.judgement.verdict : undefined;
  const to = judgement.verdict;
  const unseenFromMs =
    from && from !== 'Unknown'
      ? unseenFrom(before?.judgedAtMs, pollIntervalMs, nowMs)
      : undefined;
  const gap: VerdictTransition[] =
    unseenFromMs === undefined || to === 'Unknown'
      ? []
      : [
          {
            applicationId,
            atMs: unseenFromMs,
            from,
            to: 'Unknown',
            sinceMs: before?.judgedAtMs ?? unseenFromMs,
            reason: `Not watched: the portal did not look for ${formatDurationMs(
              nowMs - unseenFromMs,
            )}`,
            planned: false,
          },
        ];
  const fromNow = gap.length > 0 ? 'Unknown' : from;
  if (fromNow === to) {
    return [];
  }
  const top = topFindingOf(judgement);
  return [
    ...gap,
    {
      applicationId,
      atMs: to === 'Unknown' ? unseenFromMs ?? nowMs : nowMs,
      from: fromNow,
      to,
      sinceMs: Date.parse(judgement.since),
      ruleId: top?.ruleId,
      ruleIds: judgement.findings
        .filter(({ severity }) => severity !== 'info')
        .map(({ ruleId }) => ruleId),
      reason: top && `${top.title}: ${top.message}`,
      planned: isPlannedTransition(known, from, to, nowMs),
    },
  ];
}

function unseenFrom(
  judgedAtMs: number | undefined,
  pollIntervalMs: number,
  nowMs: number,
): number | undefined {
  const goodForMs = MISSED_READINGS * pollIntervalMs;
  return judgedAtMs !== undefined &&
    nowMs - judgedAtMs > goodForMs + SWEEP_LATE_MS
    ? judgedAtMs + goodForMs
    : undefined;
}
