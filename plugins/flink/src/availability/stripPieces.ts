import {
  verdictRank,
  type flinkApi,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';

/** A piece of the strip, in percent of its width. */
export interface StripPiece {
  readonly verdict: Verdict;
  readonly fromMs: number;
  readonly toMs: number;
  readonly leftPercent: number;
  readonly widthPercent: number;
}

/**
 * Where each span stands between two moments. The worst come last, so that a short one that is drawn
 * wider than it is lies on top of its neighbours and is seen.
 */
export function stripPieces(
  spans: readonly flinkApi.VerdictSpan[],
  fromMs: number,
  toMs: number,
): StripPiece[] {
  const wholeMs = toMs - fromMs;
  return spans
    .map(span => ({
      verdict: span.verdict,
      fromMs: Math.max(fromMs, Date.parse(span.from)),
      toMs: Math.min(toMs, Date.parse(span.to)),
    }))
    .filter(piece => piece.toMs > piece.fromMs)
    .map(piece => ({
      ...piece,
      leftPercent: (100 * (piece.fromMs - fromMs)) / wholeMs,
      widthPercent: (100 * (piece.toMs - piece.fromMs)) / wholeMs,
    }))
    .sort((a, b) => verdictRank(b.verdict) - verdictRank(a.verdict));
}

/** Enough to show that there was nothing before. */
const EMPTY_SHARE = 0.1;

/**
 * Where the strip begins. Of a month of which one hour was watched nothing could be seen, so it begins
 * shortly before the first verdict.
 */
export function stripStart(
  firstMs: number,
  windowFromMs: number,
  toMs: number,
): number {
  return Math.max(windowFromMs, firstMs - EMPTY_SHARE * (toMs - firstMs));
}
