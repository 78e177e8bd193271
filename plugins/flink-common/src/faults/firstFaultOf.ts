import { formatTime } from '../format';
import {
  distinctExceptions,
  type FingerprintedException,
} from './distinctExceptions';
import {
  checkpointsOf,
  departuresOf,
  lastBefore,
  newestSeries,
  SERIES_GAP_MS,
  startsOf,
} from './failureSeries';
import type { FaultRecord } from './FaultRecord';
import { firstCause, WRITTEN_BEFORE_MS } from './firstCause';
import type { FirstFault, FirstFaultContext } from './FirstFault';
import { recordsOfOneJob } from './recordsOfOneJob';

/**
 * Finds the first fault: the exception with which the job first left RUNNING after the last checkpoint that
 * completed before the trouble. What came later is usually its echo. Where checkpoints complete between the
 * failures, it is the first of the present series: no hour lies between two failures of one series.
 *
 * @public
 */
export function firstFaultOf(
  allRecords: readonly FaultRecord[],
  context: FirstFaultContext = {},
): FirstFault {
  const { records, severalJobs } = recordsOfOneJob(allRecords);
  const departures = departuresOf(records);
  const exceptions = distinctExceptions(records);
  const last = departures[departures.length - 1];
  if (last === undefined) {
    return { status: 'none', reason: nothingFailed(exceptions, context) };
  }
  if (isOver(last, context)) {
    return {
      status: 'none',
      reason: `Nothing fails now: the job last left RUNNING at ${formatTime(
        last,
      )} and has run since.`,
    };
  }
  const checkpoints = checkpointsOf(
    records,
    // The runtime's word is about one job; of several it is not known which.
    severalJobs ? undefined : context.lastCompletedCheckpointAtMs,
  );
  const start = startOfTrouble(departures, checkpoints, exceptions);
  const starts = startsOf(
    records,
    severalJobs ? undefined : context.startedAtMs,
  );
  return explained(start, exceptions, checkpoints, {
    ...context,
    startedAtMs: lastBefore(starts, start.departedAtMs),
  });
}

interface StartOfTrouble {
  /** When the job first left RUNNING, epoch ms. */
  readonly departedAtMs: number;
  /** When it did so the second time. */
  readonly nextMs?: number;
  readonly count: number;
  /** Checkpoints complete between the failures: no loop from one checkpoint. */
  readonly between: boolean;
}

function startOfTrouble(
  departures: readonly number[],
  checkpoints: readonly number[],
  exceptions: readonly FingerprintedException[],
): StartOfTrouble {
  const series = newestSeries(departures);
  const lastCheckpoint = checkpoints[checkpoints.length - 1];
  if (lastCheckpoint === undefined) {
    return startOf(series, false);
  }
  const since = departures.filter(atMs => atMs > lastCheckpoint);
  if (since.length >= series.length) {
    // A slow loop from one checkpoint may have hours between its failures.
    return startOf(since, false);
  }
  const wholeSeries = startOf(series, true);
  if (since.length < 2) {
    return wholeSeries;
  }
  // A new trouble may begin soon after an old one; the same trouble began with the series.
  const sameFault =
    firstCause(exceptions, series[0])?.fingerprint ===
    firstCause(exceptions, since[0])?.fingerprint;
  return sameFault ? wholeSeries : startOf(since, false);
}

function startOf(
  departures: readonly number[],
  between: boolean,
): StartOfTrouble {
  const [departedAtMs, nextMs] = departures;
  return { departedAtMs, nextMs, count: departures.length, between };
}

function explained(
  start: StartOfTrouble,
  exceptions: readonly FingerprintedException[],
  checkpoints: readonly number[],
  context: FirstFaultContext,
): FirstFault {
  const { departedAtMs, nextMs } = start;
  const checkpointAtMs = lastBefore(checkpoints, departedAtMs);
  const cause = firstCause(exceptions, departedAtMs);
  const shown = {
    ...(cause ? shownOf(cause) : {}),
    ...(checkpointAtMs === undefined
      ? {}
      : { afterCheckpointAt: new Date(checkpointAtMs).toISOString() }),
  };
  const left = `The job left RUNNING at ${formatTime(departedAtMs)}`;
  if (!cause) {
    return {
      status: 'unknown',
      reason:
        exceptions.length > 0
          ? `${left}, but what was written since are only echoes of a failure, not what caused it.`
          : `${left}, but no exception was written that says why.`,
      ...shown,
    };
  }
  if (
    nextMs !== undefined &&
    Date.parse(cause.at) >= nextMs - WRITTEN_BEFORE_MS
  ) {
    return {
      status: 'unknown',
      reason: `${left} without an exception that says why; shown is the oldest one known, of a later failure.`,
      ...shown,
    };
  }
  const proof = proofOf(start, checkpointAtMs, context);
  return proof
    ? { status: 'found', reason: proof, ...shown }
    : { status: 'unknown', reason: middleOfLoop(context), ...shown };
}

/** Why nothing can have failed before, in a sentence; undefined when it may have. */
function proofOf(
  { departedAtMs, count, between }: StartOfTrouble,
  checkpointAtMs: number | undefined,
  { completeFromMs = -Infinity, startedAtMs }: FirstFaultContext,
): string | undefined {
  const followed =
    count === 1
      ? 'no later one is known'
      : `${count - 1} later ${count === 2 ? 'one is' : 'ones are'} known`;
  const quietHour = departedAtMs - completeFromMs > SERIES_GAP_MS;
  if (between) {
    return quietHour
      ? `Checkpoints complete between the failures, so this is no loop from one checkpoint: it is the first failure of the present series; ${followed}.`
      : undefined;
  }
  if (checkpointAtMs !== undefined && checkpointAtMs >= completeFromMs) {
    return `It is the first failure after the checkpoint that completed at ${formatTime(
      checkpointAtMs,
    )}; ${followed}.`;
  }
  if (startedAtMs !== undefined && startedAtMs >= completeFromMs) {
    return `It is the first failure since the job began at ${formatTime(
      startedAtMs,
    )}, and no checkpoint is known to have completed before it; ${followed}.`;
  }
  return quietHour
    ? `It is the first failure of the present series: nothing failed in the hour before it; ${followed}.`
    : undefined;
}

function middleOfLoop({ completeFromMs = 0 }: FirstFaultContext): string {
  return `What could be read begins at ${formatTime(
    completeFromMs,
  )}, in the middle of the loop, so the first fault cannot be told; shown is the oldest failure known.`;
}

function shownOf(cause: FingerprintedException): Partial<FirstFault> {
  const { at, exceptionClass, message, stack, task, taskManager } = cause;
  return {
    at,
    exceptionClass,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(task === undefined ? {} : { task }),
    ...(taskManager === undefined ? {} : { taskManager }),
    fingerprint: cause.fingerprint,
    source: cause.source,
  };
}

/** A job that left RUNNING for good is still in trouble, however long ago that was. */
function isOver(
  lastDepartureMs: number,
  { runningSinceMs, untilMs }: FirstFaultContext,
): boolean {
  return (
    runningSinceMs !== undefined &&
    untilMs !== undefined &&
    runningSinceMs >= lastDepartureMs &&
    untilMs - lastDepartureMs > SERIES_GAP_MS
  );
}

function nothingFailed(
  exceptions: readonly FingerprintedException[],
  { completeFromMs }: FirstFaultContext,
): string {
  const since =
    completeFromMs === undefined ? '' : ` since ${formatTime(completeFromMs)}`;
  return exceptions.length > 0
    ? `The job did not leave RUNNING${since}; the exceptions that were written did not end it.`
    : `Nothing made the job leave RUNNING${since}.`;
}
