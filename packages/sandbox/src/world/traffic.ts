import { uniform, wander } from './noise';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * How busy the outside world is, as a fraction of a job's peak (0.3 at night to 1.05 in the afternoon).
 *
 * @param peakHourUtc - the hour of the day with most traffic.
 */
export function trafficFraction(
  key: number,
  timeMs: number,
  peakHourUtc: number,
): number {
  const dayFraction = (timeMs % DAY_MS) / DAY_MS;
  const angle = (dayFraction - peakHourUtc / 24) * 2 * Math.PI;
  const dayAndNight = 0.64 + 0.34 * Math.cos(angle);
  const slow = 0.04 * wander(key, timeMs, 17 * MINUTE_MS);
  const quick =
    0.025 * (uniform(key + 1, Math.floor(timeMs / MINUTE_MS)) - 0.5);
  return dayAndNight * (1 + slow + quick);
}
