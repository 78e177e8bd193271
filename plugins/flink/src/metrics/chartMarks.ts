import {
  RestartCounter,
  type flinkApi,
  type MetricPoint,
} from '@flink-portal/backstage-plugin-flink-common';
import { personName } from '../card';

/** A mark on every chart: something happened here. */
export interface ChartMark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly atMs: number;
  /** When it is more than a moment: the last of several restarts. */
  readonly untilMs?: number;
  readonly text: string;
  readonly isPlanned: boolean;
}

/** What a mark is of; each has a letter of its own on the charts. */
export type MarkKind = 'deploy' | 'scaling' | 'restart' | 'change';

/** The letter above a mark's line. */
export const MARK_LETTERS: Readonly<Record<MarkKind, string>> = {
  deploy: 'D',
  scaling: 'S',
  restart: 'R',
  change: 'C',
};

/** What the letters stand for. */
export const MARK_WORDS: Readonly<Record<MarkKind, string>> = {
  deploy: 'deploy',
  scaling: 'scaling',
  restart: 'restart',
  change: 'other change',
};

/** Restarts closer than this share of the range are one mark: a loop is not fifty lines. */
const JOINED_SHARE = 1 / 12;

/** Kinds of operations that bring a new version of the job. */
export const DEPLOY_KINDS: ReadonlySet<string> =
  new Set<flinkApi.OperationKindEnum>(['create', 'update', 'rollback']);

const SCALING_KINDS: ReadonlySet<string> = new Set<flinkApi.OperationKindEnum>([
  'rescale',
  'autoscale',
]);

/** What happened between two moments, oldest first: operations, and rises of the counter of restarts. */
export function chartMarks(
  metrics: Pick<flinkApi.MetricsResponse, 'operations' | 'series'>,
  fromMs: number,
  toMs: number,
): ChartMark[] {
  return [
    ...metrics.operations.map(operationMark),
    ...restartMarks(metrics, (toMs - fromMs) * JOINED_SHARE),
  ]
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .sort((a, b) => a.atMs - b.atMs);
}

function operationMark(operation: flinkApi.Operation): ChartMark {
  return {
    id: operation.id,
    kind: kindOf(operation.kind),
    atMs: Date.parse(operation.startedAt),
    text: [
      operation.change ?? operation.verbatim,
      operation.initiatedBy && `by ${personName(operation.initiatedBy)}`,
      operation.status === 'failed' && '(failed)',
    ]
      .filter(Boolean)
      .join(' '),
    isPlanned: operation.planned,
  };
}

function kindOf(kind: flinkApi.OperationKindEnum): MarkKind {
  if (DEPLOY_KINDS.has(kind)) {
    return 'deploy';
  }
  if (SCALING_KINDS.has(kind)) {
    return 'scaling';
  }
  return kind === 'restart' ? 'restart' : 'change';
}

interface Rise {
  readonly atMs: number;
  readonly untilMs: number;
  readonly planned: number;
  readonly unplanned: number;
}

function restartMarks(
  {
    operations,
    series,
  }: Pick<flinkApi.MetricsResponse, 'operations' | 'series'>,
  joinedMs: number,
): ChartMark[] {
  const counter = series.find(
    ({ metric, part }) => metric === 'numRestarts' && !part,
  );
  const points = (counter?.points ?? []).filter(
    (point): point is [number, number] =>
      typeof point[0] === 'number' && typeof point[1] === 'number',
  );
  const rises: Rise[] = [];
  for (const step of steps(points, operations)) {
    const last = rises[rises.length - 1];
    if (last && step.atMs - last.untilMs <= joinedMs) {
      rises[rises.length - 1] = {
        atMs: last.atMs,
        untilMs: step.atMs,
        planned: last.planned + step.planned,
        unplanned: last.unplanned + step.unplanned,
      };
    } else {
      rises.push(step);
    }
  }
  return rises.map(({ atMs, untilMs, planned, unplanned }) => {
    const count = planned + unplanned;
    return {
      id: `restart ${atMs}`,
      kind: 'restart',
      atMs,
      ...(untilMs > atMs && { untilMs }),
      text: `${count} ${count === 1 ? 'restart' : 'restarts'}${
        planned > 0 && unplanned > 0 ? `, ${planned} of them planned` : ''
      }`,
      isPlanned: unplanned === 0,
    };
  });
}

function* steps(
  points: readonly MetricPoint[],
  operations: readonly flinkApi.Operation[],
): Generator<Rise> {
  const counter = new RestartCounter();
  for (let index = 1; index < points.length; index++) {
    const count = counter.count(points[index - 1], points[index], operations);
    if (count.planned + count.unplanned > 0) {
      const atMs = points[index][0] * 1000;
      yield { ...count, atMs, untilMs: atMs };
    }
  }
}
