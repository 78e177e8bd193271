import {
  notApplicable,
  unreadable,
  valueOf,
} from '@flink-portal/backstage-plugin-flink-common';
import { monthOf, type MonthlyBudget } from '../budget/MonthlyBudget';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import type { ManagedConfig } from '../config/ManagedConfig';
import { isMetricsDue } from '../metrics/metricsWindow';
import { metricsSubjectOf } from '../metrics/MetricsSubject';
import {
  readHealthMetrics,
  type MetricsTaken,
  type MetricsTurn,
} from '../metrics/readHealthMetrics';
import { emitsNoMetrics } from '../translate/applicationStatus';
import type { Note } from './Note';
import { warningEvent, type ReadApplication } from './readApplication';

/** What adding metrics needs. */
export interface MetricsPartInput {
  readonly access: RegionAccess;
  readonly context: CallContext;
  readonly config: ManagedConfig;
  readonly budget: MonthlyBudget;
  readonly nowMs: number;
  readonly onMessages: (messages: readonly string[]) => void;
}

/**
 * Adds metrics to the applications whose turn it is. Those that do not run emit none and are not asked
 * for any.
 *
 * @throws when the collection was aborted
 */
export async function addMetrics(
  input: MetricsPartInput,
  applications: readonly ReadApplication[],
): Promise<ReadApplication[]> {
  const turns = applications.filter(application => isTurn(input, application));
  const taken = await readHealthMetrics(input, turns.map(toTurn));
  return applications.map(application =>
    withNote(
      input,
      application,
      withReading(input, application),
      taken.get(application.listed.id),
    ),
  );
}

function isTurn(
  { config, nowMs }: MetricsPartInput,
  { listed, note, close }: ReadApplication,
): boolean {
  const { enabled, closeCadenceMs, steadyCadenceMs } = config.metrics;
  return (
    enabled &&
    !emitsNoMetrics(listed.status) &&
    isMetricsDue(
      note.metrics?.attemptedAt,
      close ? closeCadenceMs : steadyCadenceMs,
      config.pollIntervalMs,
      nowMs,
    )
  );
}

function toTurn({ listed, note, observation }: ReadApplication): MetricsTurn {
  const state = valueOf(observation.state);
  return {
    ...metricsSubjectOf(listed.runtimeEnvironment, listed.interactive),
    id: listed.id,
    name: listed.name,
    versionId: listed.versionId,
    running: state?.phase === 'running',
    runningSinceMs: state?.since ? Date.parse(state.since) : undefined,
    streamNames: note.description?.streamNames ?? [],
    discovery: note.discovery,
    discoveryFailure: note.discoveryFailure,
    readToMs: note.metrics?.readToMs,
  };
}

/** The reading of an application that is not asked for metrics at all. */
function withReading(
  { config, nowMs }: MetricsPartInput,
  { listed, observation }: ReadApplication,
): ReadApplication['observation'] {
  if (emitsNoMetrics(listed.status)) {
    return {
      ...observation,
      metrics: notApplicable(
        `An application in status ${listed.status} emits no metrics.`,
      ),
    };
  }
  if (!config.metrics.enabled) {
    return {
      ...observation,
      metrics: unreadable(
        'budget',
        'Metrics are not read: flink.aws.metrics.enabled is false.',
        new Date(nowMs).toISOString(),
      ),
    };
  }
  return observation;
}

function withNote(
  { budget, nowMs }: MetricsPartInput,
  application: ReadApplication,
  observation: ReadApplication['observation'],
  taken: MetricsTaken | undefined,
): ReadApplication {
  const { note, listed } = application;
  const month = monthOf(nowMs);
  const spent =
    (note.spend?.month === month ? note.spend.metrics : 0) +
    (taken?.metrics ?? 0) +
    budget.takeUnnoted(listed.id, nowMs);
  const discoveryFailure = taken
    ? taken.discoveryFailure
    : note.discoveryFailure;
  return {
    ...application,
    observation: taken
      ? { ...observation, metrics: taken.reading }
      : observation,
    warnings: discoveryFailure
      ? [
          ...application.warnings,
          warningEvent(
            'MetricsNotDiscovered',
            discoveryFailure.message,
            new Date(discoveryFailure.at).toISOString(),
          ),
        ]
      : application.warnings,
    note: {
      ...note,
      spend: { month, metrics: spent },
      discoveryFailure,
      discovery: taken ? withoutTasks(taken.discovery) : note.discovery,
      metrics: metricsNoteOf(application, taken, nowMs),
    },
  };
}

function metricsNoteOf(
  { note, listed }: ReadApplication,
  taken: MetricsTaken | undefined,
  nowMs: number,
): Note['metrics'] {
  if (taken) {
    return { attemptedAt: nowMs, readToMs: taken.readToMs };
  }
  // Once it runs again its metrics are read at the first look.
  return emitsNoMetrics(listed.status) ? undefined : note.metrics;
}

/** Tasks are many and only asked for on demand. */
function withoutTasks(discovery: Note['discovery']): Note['discovery'] {
  return (
    discovery && {
      ...discovery,
      series: discovery.series.filter(
        ({ dimensions }) => dimensions !== 'task',
      ),
    }
  );
}
