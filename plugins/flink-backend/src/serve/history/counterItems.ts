import {
  formatDurationMs,
  RestartCounter,
  type MetricName,
  type MetricPoint,
  type MetricSeries,
  type ObservedJob,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import { operationAt } from '../../collect/isPlannedTransition';
import { joinCounters } from '../../judge/joinCounters';
import type { TimelineItem } from '../../schema/openapi/generated/models';
import { toIso } from '../../store/rows';
import { operationTitle } from './operationItems';

const MINUTE_MS = 60_000;
/** Restarts that follow each other faster than this are one loop, ms. */
const LOOP_GAP_MS = 10 * MINUTE_MS;
/** Checkpoints may be half an hour apart and still fail one after the other, ms. */
const CHECKPOINT_GAP_MS = 30 * MINUTE_MS;
/** What ended longer before a restart, or began longer before and never ended, does not explain it, ms. */
const EXPLAINS_FOR_MS = 60 * MINUTE_MS;

/** Rises of a counter that belong together. */
interface Run {
  readonly startMs: number;
  readonly endMs: number;
  readonly count: number;
  readonly planned: number;
  /** Operations around its beginning. */
  readonly near?: readonly Operation[];
}

/**
 * Restarts, as the timeline tells them: a loop is one item. A loop after a planned restart stands for
 * itself, so that the plan does not excuse it.
 *
 * @param counters - stored counters, oldest first
 */
export function restartItems(
  counters: readonly MetricSeries[],
  operations: readonly Operation[],
): TimelineItem[] {
  const explainedBy = explaining(operations);
  const counter = new RestartCounter();
  const rises = risesOf(counters, 'numRestarts').map(([before, after]) => {
    const atMs = after[0] * 1000;
    const near = explainedBy(before[0] * 1000, atMs);
    const { planned, unplanned } = counter.count(before, after, near);
    return {
      startMs: atMs,
      endMs: atMs,
      count: planned + unplanned,
      planned,
      near,
    };
  });
  return runsOf(
    rises,
    LOOP_GAP_MS,
    (one, other) => isPlanned(one) === isPlanned(other),
  ).map(run => {
    const operation = isPlanned(run)
      ? operationAt(run.near ?? [], run.startMs)
      : undefined;
    return {
      ...itemOf('restart', run),
      title: restartTitle(run),
      detail: operation && `During "${operationTitle(operation)}"`,
      planned: isPlanned(run),
    };
  });
}

function restartTitle(run: Run): string {
  const words = isPlanned(run) ? 'planned restart' : 'restart';
  const mixed = !isPlanned(run) && run.planned > 0;
  return `${counted(run, words)}${lasting(run)}${
    mixed ? `, ${run.planned} of them planned` : ''
  }`;
}

function isPlanned({ count, planned }: Run): boolean {
  return planned === count;
}

/**
 * Failed checkpoints, as the timeline tells them.
 *
 * @param jobs - what the runtime last said, for the reason of the newest failure
 */
export function failedCheckpointItems(
  counters: readonly MetricSeries[],
  jobs: readonly ObservedJob[],
): TimelineItem[] {
  const rises = risesOf(counters, 'numberOfFailedCheckpoints').map(
    ([[, before], [seconds, after]]): Run => ({
      startMs: seconds * 1000,
      endMs: seconds * 1000,
      // The counter begins anew with every submission of the job.
      count: after >= before ? after - before : after,
      planned: 0,
    }),
  );
  return runsOf(rises, CHECKPOINT_GAP_MS, () => true).map(run => ({
    ...itemOf('failedCheckpoint', run),
    title: `${counted(run, 'checkpoint')} failed${lasting(run)}`,
    detail: jobs
      .map(job => job.lastFailedCheckpoint)
      .find(
        failed =>
          failed?.failure &&
          Date.parse(failed.at) >= run.startMs - 2 * MINUTE_MS &&
          Date.parse(failed.at) <= run.endMs + 2 * MINUTE_MS,
      )?.failure,
  }));
}

/** Neighbouring points between which a counter rose or began anew. */
function risesOf(
  counters: readonly MetricSeries[],
  metric: MetricName,
): Array<[before: MetricPoint, after: MetricPoint]> {
  const points = joinCounters(
    counters.filter(series => series.metric === metric),
  );
  return points.flatMap((after, index): Array<[MetricPoint, MetricPoint]> => {
    const before = points.at(index - 1);
    return index > 0 && before && after[1] > 0 && after[1] !== before[1]
      ? [[before, after]]
      : [];
  });
}

function runsOf(
  rises: readonly Run[],
  gapMs: number,
  belong: (one: Run, other: Run) => boolean,
): Run[] {
  const runs: Run[] = [];
  for (const rise of rises) {
    const last = runs.at(-1);
    if (last && rise.startMs - last.endMs <= gapMs && belong(last, rise)) {
      runs[runs.length - 1] = {
        ...last,
        endMs: rise.endMs,
        count: last.count + rise.count,
        planned: last.planned + rise.planned,
      };
    } else {
      runs.push(rise);
    }
  }
  return runs;
}

function itemOf(
  kind: 'restart' | 'failedCheckpoint',
  { startMs, endMs, count }: Run,
) {
  return {
    id: `${kind}:${startMs}`,
    kind,
    at: toIso(startMs),
    endedAt: endMs > startMs ? toIso(endMs) : undefined,
    count,
  };
}

function counted({ count }: Run, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function lasting({ startMs, endMs, count }: Run): string {
  if (count === 1) {
    return '';
  }
  return endMs > startMs
    ? ` in ${formatDurationMs(endMs - startMs)}`
    : ' within a minute';
}

/** Operations by which something between two times may be explained; times must be asked for in order. */
function explaining(operations: readonly Operation[]) {
  const waiting = operations
    .map(operation => ({
      operation,
      startMs: Date.parse(operation.startedAt),
      endMs: Date.parse(operation.endedAt ?? operation.startedAt),
    }))
    .sort((one, other) => other.startMs - one.startMs);
  let active: typeof waiting = [];
  return (fromMs: number, toMs: number): Operation[] => {
    for (
      let next = waiting.at(-1);
      next && next.startMs <= toMs + 2 * MINUTE_MS;
      next = waiting.at(-1)
    ) {
      active.push(next);
      waiting.pop();
    }
    active = active.filter(({ endMs }) => endMs >= fromMs - EXPLAINS_FOR_MS);
    return active.map(({ operation }) => operation);
  };
}
