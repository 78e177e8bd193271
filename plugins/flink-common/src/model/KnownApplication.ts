import type {
  ApplicationConfiguration,
  ApplicationIdentity,
  Observation,
  ObservedJob,
  ObservedState,
  RuntimeEvent,
} from './Observation';
import type { Operation } from './Operation';
import type { Reading } from './Reading';
import type { Snapshot } from './Snapshot';

/**
 * What is known of one part: the newest attempt to read it, and the last value that was really read.
 * An attempt that failed never erases what was known; it only makes it old.
 *
 * @public
 */
export interface Known<T> {
  readonly latest: Reading<T>;
  readonly lastGood?: { readonly at: string; readonly value: T };
}

/** Everything known of an application apart from its metrics, which are kept as series. @public */
export interface KnownApplication {
  readonly application: ApplicationIdentity;
  /** ISO 8601: the newest observation. */
  readonly observedAt: string;
  readonly state: Known<ObservedState>;
  readonly configuration: Known<ApplicationConfiguration>;
  readonly jobs: Known<readonly ObservedJob[]>;
  /** The value is not kept here: the store joins it to the series. Absent before the first attempt. */
  readonly metrics?: Known<null>;
  readonly operations: Known<readonly Operation[]>;
  readonly snapshots: Known<readonly Snapshot[]>;
  readonly events: Known<readonly RuntimeEvent[]>;
}

/** Joins a new observation to what was known. Pure. @public */
export function learn(
  previous: KnownApplication | undefined,
  observation: Observation,
): KnownApplication {
  return {
    application: observation.application,
    observedAt: observation.observedAt,
    state: join(previous?.state, observation.state),
    configuration: join(previous?.configuration, observation.configuration),
    jobs: join(previous?.jobs, observation.jobs),
    ...metricsOf(previous, observation),
    operations: join(previous?.operations, observation.operations),
    snapshots: join(previous?.snapshots, observation.snapshots),
    events: join(previous?.events, observation.events),
  };
}

function join<T>(previous: Known<T> | undefined, latest: Reading<T>): Known<T> {
  if (latest.status === 'read') {
    return { latest, lastGood: { at: latest.at, value: latest.value } };
  }
  return latest.status === 'unreadable' && previous?.lastGood
    ? { latest, lastGood: previous.lastGood }
    : { latest };
}

function metricsOf(
  previous: KnownApplication | undefined,
  { metrics }: Observation,
): Pick<KnownApplication, 'metrics'> {
  if (!metrics) {
    return previous?.metrics ? { metrics: previous.metrics } : {};
  }
  const latest: Reading<null> =
    metrics.status === 'read' ? { ...metrics, value: null } : metrics;
  return { metrics: join(previous?.metrics, latest) };
}
