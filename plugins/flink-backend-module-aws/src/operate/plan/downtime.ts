import {
  valueOf,
  type MetricName,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';

const RESTARTS_OF_A_LOOP = 2;

/**
 * Whether the job was down or in a restart loop when its metrics were read last: AWS then refuses
 * everything that takes a snapshot first. Undefined where the metrics do not say so, which proves nothing.
 */
export function downtimeOf(observation: Observation): string | undefined {
  const series = observation.metrics && valueOf(observation.metrics)?.series;
  const points = (metric: MetricName) =>
    series?.find(one => one.metric === metric && one.part === undefined)
      ?.points ?? [];
  // Only above zero means down: a job that came to its end reports -1.
  const down = points('downtime').at(-1)?.[1] ?? 0;
  if (down > 0) {
    return 'The application is in downtime';
  }
  const restarts = points('numRestarts');
  const grown = (restarts.at(-1)?.[1] ?? 0) - (restarts[0]?.[1] ?? 0);
  return grown >= RESTARTS_OF_A_LOOP
    ? `The job restarted ${grown} times within the last metrics read`
    : undefined;
}
