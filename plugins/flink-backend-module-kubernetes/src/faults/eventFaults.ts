import {
  exceptionRecordOf,
  valueOf,
  type ExceptionRecord,
} from '@flink-portal/backstage-plugin-flink-common';
import { eventSchema, type KubernetesEvent } from '../resources';
import { KubernetesRequestError } from '../transport';
import { KINDS, listAll } from '../watch';
import type { FaultsContext } from './FaultsContext';
import type { FaultsReading } from './FaultsReading';

const SOURCE = 'Kubernetes events';
const REASON = 'JobException';
/** Clusters keep events for an hour (EKS), and a little of it is gone when we look. */
const KEPT_MS = 55 * 60_000;

/**
 * Reads the exceptions that the operator reported as events (from 1.12 on): from the cluster, where they carry
 * task and TaskManager, and from the last observation where the cluster does not answer.
 *
 * @param deploymentName - of the FlinkDeployment, which for a blue/green pair is not the application's
 */
export async function eventFaults(
  context: FaultsContext,
  deploymentName: string,
): Promise<FaultsReading> {
  const completeFromMs = context.query.toMs - KEPT_MS;
  try {
    const events = await listExceptions(context);
    return {
      records: events.flatMap(event =>
        recordsOf(event, deploymentName, context),
      ),
      look: { source: SOURCE, status: 'read' },
      completeFromMs,
    };
  } catch (error) {
    context.query.signal.throwIfAborted();
    if (!(error instanceof KubernetesRequestError)) throw error;
    return fromObservation(context, error.message, completeFromMs);
  }
}

async function listExceptions({
  transport,
  cluster,
  namespace,
  query,
  settings,
  count,
}: FaultsContext): Promise<KubernetesEvent[]> {
  const { items } = await listAll({
    transport,
    cluster,
    kind: {
      ...KINDS.event,
      fieldSelector: `${KINDS.event.fieldSelector},reason=${REASON}`,
    },
    namespace,
    signal: query.signal,
    timeoutMs: settings.metrics.timeoutMs,
    count,
  });
  return items.flatMap(item => {
    const parsed = eventSchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The newest occurrence and, where the same was reported again and again, the first.
 * Source of the annotations: operator 1.12, JobStatusObserver.
 */
function recordsOf(
  { involvedObject, metadata, message, atMs, firstAtMs }: KubernetesEvent,
  deploymentName: string,
  { observation }: FaultsContext,
): ExceptionRecord[] {
  const { kind, name } = involvedObject;
  const sessionJob =
    kind === 'FlinkSessionJob' &&
    valueOf(observation.jobs)?.some(job => job.name === name)
      ? name
      : undefined;
  if (!sessionJob && !(kind === 'FlinkDeployment' && name === deploymentName)) {
    return [];
  }
  const { annotations } = metadata;
  const thrownAtMs = Date.parse(annotations['exception-timestamp'] ?? '');
  const common = {
    throwable: message,
    exceptionClass: 'JobException',
    ...(sessionJob ? { job: sessionJob } : {}),
    source: SOURCE,
  } as const;
  const newest = exceptionRecordOf({
    ...common,
    atMs: Number.isNaN(thrownAtMs) ? atMs : thrownAtMs,
    task: annotations['task-name'],
    taskManager: annotations['tm-id'],
  });
  // The annotations are those of the newest; where the first was thrown nobody says.
  const first =
    atMs - firstAtMs > 1_000
      ? exceptionRecordOf({ ...common, atMs: firstAtMs })
      : undefined;
  return [first, newest].filter(record => record !== undefined);
}

function fromObservation(
  { observation }: FaultsContext,
  failure: string,
  completeFromMs: number,
): FaultsReading {
  const { events } = observation;
  if (events.status !== 'read') {
    return {
      records: [],
      look: { source: SOURCE, status: 'unreadable', message: failure },
    };
  }
  return {
    records: events.value.flatMap(({ reason, at, message, object }) => {
      const record =
        reason === REASON
          ? exceptionRecordOf({
              atMs: Date.parse(at),
              throwable: message,
              exceptionClass: 'JobException',
              ...(object?.startsWith('FlinkSessionJob/')
                ? { job: object.slice('FlinkSessionJob/'.length) }
                : {}),
              source: SOURCE,
            })
          : undefined;
      return record ?? [];
    }),
    look: {
      source: SOURCE,
      status: 'read',
      message: `Shown are the events of the last reading, at ${events.at}: ${failure}`,
    },
    completeFromMs,
  };
}
