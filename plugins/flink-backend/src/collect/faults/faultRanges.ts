import type { GetApplicationExceptions } from '../../schema/openapi/generated/apis';

/** A range that can be asked for. */
export type FaultRange = NonNullable<
  GetApplicationExceptions['query']['range']
>;

/** A span of time, epoch ms; the end is not part of it. */
export interface FaultSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

const HOUR_MS = 60 * 60_000;
/** Ends lie on multiples of this, so that everybody who asks within it asks the same question. */
const STEP_MS = 30_000;

const LENGTH_MS: Record<FaultRange, number> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
};

/** What is read when nobody says how far back. */
export const DEFAULT_FAULT_RANGE: FaultRange = '24h';

/** The span of a range that ends now. */
export function faultSpanOf(range: FaultRange, nowMs: number): FaultSpan {
  const toMs = Math.floor(nowMs / STEP_MS) * STEP_MS + STEP_MS;
  return { fromMs: toMs - LENGTH_MS[range], toMs };
}
