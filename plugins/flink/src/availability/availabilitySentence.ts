import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

const RANGE_WORDS: Readonly<
  Record<flinkApi.AvailabilityWindowRangeEnum, string>
> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
};

/** `24 hours`, as one says a window. */
export function rangeWords(range: flinkApi.AvailabilityWindowRangeEnum) {
  return RANGE_WORDS[range] ?? range;
}

/** `99.98 %`, or that there is no number. Cut, not rounded: 99.999 is not 100. */
export function availabilityText({
  availabilityPercent,
}: flinkApi.AvailabilityWindow): string {
  return availabilityPercent === undefined
    ? 'not known'
    : `${Math.floor(availabilityPercent * 100) / 100} %`;
}

/**
 * A window in a sentence: "Available 97.5 % in the last 30 days, of which 28 d were watched; Unhealthy
 * 36 min, became so once; Unknown 24 min, which does not count."
 */
export function availabilitySentence(window: flinkApi.AvailabilityWindow) {
  const { availabilityPercent, durationsMs, notWatchedMs, worsenings } = window;
  const watchedMs = Object.values(durationsMs).reduce(
    (sum: number, each: number) => sum + each,
    0,
  );
  const range = `the last ${rangeWords(window.range)}${
    notWatchedMs > 0
      ? `, of which ${formatDurationMs(watchedMs)} were watched`
      : ''
  }`;
  const parts = [
    availabilityPercent === undefined
      ? `Availability is not known for ${range}: it was never seen running`
      : `Available ${availabilityText(window)} in ${range}`,
  ];
  if (durationsMs.Unhealthy > 0) {
    parts.push(
      `Unhealthy ${formatDurationMs(durationsMs.Unhealthy)}${
        worsenings > 0
          ? `, became so ${worsenings === 1 ? 'once' : `${worsenings} times`}`
          : ''
      }`,
    );
  } else if (availabilityPercent !== undefined) {
    parts.push('never seen Unhealthy');
  }
  if (durationsMs.Unknown > 0) {
    parts.push(
      `Unknown ${formatDurationMs(durationsMs.Unknown)}, which does not count`,
    );
  }
  return `${parts.join('; ')}.`;
}
