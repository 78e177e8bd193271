import type {
  MetricName,
  MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';

/** Every written sequence begins here. */
export const START_MS = Date.UTC(2026, 10, 22, 14, 0);
export const MINUTE_MS = 60_000;

/** The moment of a minute of a written sequence. */
export const at = (minute: number) => START_MS + minute * MINUTE_MS;
export const iso = (minute: number) => new Date(at(minute)).toISOString();

/** The values of one minute by metric; of parts by `metric kind name`. */
export type Values = Readonly<Record<string, number | undefined>>;

/** A number between 0 and 1 that looks like chance and is the same each time. */
export function noise(minute: number, salt: number): number {
  const x = Math.sin(minute * 12.9898 + salt * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

/** A job that has been well since ten hours before the start, unless said otherwise. */
export function well(
  minute: number,
  since = -600,
  restarts = 0,
): Record<string, number | undefined> {
  const wave = (middle: number, share: number, salt: number) =>
    Math.round(middle * (1 + share * (noise(minute, salt) - 0.5)) * 100) / 100;
  const checkpoints = Math.max(0, Math.floor(minute - since - 0.5));
  return {
    numRecordsInPerSecond: wave(3100, 0.1, 1),
    numRecordsOutPerSecond: wave(2800, 0.1, 2),
    pendingRecords: Math.round(wave(900, 0.4, 3)),
    busyTimeMsPerSecond: wave(420, 0.1, 4),
    backPressuredTimeMsPerSecond: wave(22, 0.3, 5),
    idleTimeMsPerSecond: wave(550, 0.1, 6),
    currentOutputWatermark: at(minute) - 5_000,
    lastCheckpointDuration:
      checkpoints > 0 ? Math.round(wave(1900, 0.3, 7)) : undefined,
    lastCheckpointSize:
      checkpoints > 0 ? Math.round(wave(2.1e9, 0.05, 8)) : undefined,
    numberOfCompletedCheckpoints: checkpoints,
    numberOfFailedCheckpoints: 0,
    numRestarts: restarts,
    uptime: Math.max(0, (minute - since) * MINUTE_MS),
    downtime: 0,
    cpuUtilization: wave(46, 0.1, 9),
    heapMemoryUtilization: wave(61, 0.1, 10),
    oldGenerationGCTime: Math.round((minute + 700) * 90),
    threadsCount: 118,
  };
}

/** From minute 10 on three quarters of the time go into the old generation. */
export function collecting(minute: number): Values {
  return minute < 10
    ? {}
    : {
        oldGenerationGCTime:
          (10 + 700) * 90 +
          (minute - 10) * 45_000 +
          Math.round(900 * noise(minute, 11)),
        heapMemoryUtilization: 86,
        cpuUtilization: 71,
      };
}

/** From minute 10 on a thousand more records wait every minute, far below any limit. */
export function creeping(minute: number): Values {
  return minute < 10
    ? {}
    : {
        pendingRecords:
          1_000 + (minute - 10) * 1_000 + Math.round(300 * noise(minute, 12)),
      };
}

/** What holds at a minute: the first, or the last of those whose time has come. */
export function stage<T>(
  minute: number,
  first: T,
  ...later: readonly (readonly [from: number, value: T])[]
): T {
  return later.findLast(([from]) => minute >= from)?.[1] ?? first;
}

/** Nothing of a job; its machines are there. */
export function machinesOnly(minute: number): Values {
  const { heapMemoryUtilization, threadsCount } = well(minute);
  return { cpuUtilization: 3, heapMemoryUtilization, threadsCount };
}

/** One point per value, for the minute. */
export function seriesOf(minute: number, values: Values): MetricSeries[] {
  return Object.entries(values).flatMap(([key, value]): MetricSeries[] => {
    if (value === undefined) {
      return [];
    }
    const [metric, kind, ...name] = key.split(' ');
    return [
      {
        metric: metric as MetricName,
        ...(kind
          ? { part: { kind: kind as 'task', name: name.join(' ') } }
          : {}),
        points: [[at(minute) / 1000, value]],
      },
    ];
  });
}
