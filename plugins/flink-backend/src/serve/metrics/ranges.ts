import type { GetApplicationMetrics } from '../../schema/openapi/generated/apis';

/** A range that can be asked for. */
export type Range = NonNullable<GetApplicationMetrics['query']['range']>;

/** Length and resolution of a range: between 60 and 168 values, enough for a chart. */
export interface RangeShape {
  readonly lengthMs: number;
  readonly resolutionSeconds: number;
}

const HOUR_MS = 60 * 60_000;

const SHAPES: Record<Range, RangeShape> = {
  '1h': { lengthMs: HOUR_MS, resolutionSeconds: 60 },
  '6h': { lengthMs: 6 * HOUR_MS, resolutionSeconds: 300 },
  '24h': { lengthMs: 24 * HOUR_MS, resolutionSeconds: 900 },
  '7d': { lengthMs: 7 * 24 * HOUR_MS, resolutionSeconds: 3_600 },
  '30d': { lengthMs: 30 * 24 * HOUR_MS, resolutionSeconds: 21_600 },
};

/** A range laid on the clock. */
export interface Grid {
  /** Epoch ms, inclusive, a multiple of the resolution. */
  readonly fromMs: number;
  /** Epoch ms, exclusive. */
  readonly toMs: number;
  readonly resolutionSeconds: number;
}

/**
 * The range that ends now. Both ends lie on multiples of the resolution, so that everybody who asks
 * within one step asks the same question.
 */
export function gridOf(range: Range, nowMs: number): Grid {
  const { lengthMs, resolutionSeconds } = SHAPES[range];
  const stepMs = resolutionSeconds * 1000;
  const toMs = Math.floor(nowMs / stepMs) * stepMs + stepMs;
  return { fromMs: toMs - lengthMs, toMs, resolutionSeconds };
}
