import {
  read,
  type Known,
  type KnownApplication,
  type Observation,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';

/**
 * What is known, as the observation it came from: of each part the last value that was really read, with
 * the time it was read at. Metrics are absent; the store keeps them as series.
 */
export function lastObservation(known: KnownApplication): Observation {
  return {
    application: known.application,
    observedAt: known.observedAt,
    state: lastReading(known.state),
    configuration: lastReading(known.configuration),
    jobs: lastReading(known.jobs),
    operations: lastReading(known.operations),
    snapshots: lastReading(known.snapshots),
    events: lastReading(known.events),
  };
}

function lastReading<T>({ latest, lastGood }: Known<T>): Reading<T> {
  return lastGood ? read(lastGood.value, lastGood.at) : latest;
}
