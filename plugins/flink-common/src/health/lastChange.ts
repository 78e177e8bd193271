import type {
  Operation,
  OperationKind,
  OperationStatus,
} from '../model/Operation';
import type * as flinkApi from '../schema/openapi/generated';
import type { Judgement } from './Judgement';

const TITLES: Readonly<Record<OperationKind, string>> = {
  create: 'Created',
  start: 'Started',
  stop: 'Stopped',
  restart: 'Restarted',
  update: 'Updated',
  rescale: 'Rescaled',
  autoscale: 'Scaled automatically',
  rollback: 'Rolled back',
  maintenance: 'Maintained by the provider',
  snapshot: 'Snapshot taken',
  restore: 'Restored',
  delete: 'Deleted',
  other: 'Changed',
};

/**
 * The newest change, and how long before the trouble it happened: a correlation, not a cause. When the
 * trouble began before the newest change, the newest change before the trouble is told instead, as that
 * is the one to look at. A snapshot changes nothing.
 *
 * @param operations - in any order
 * @public
 */
export function lastChangeOf(
  operations: readonly Operation[],
  judgement: Pick<Judgement, 'verdict' | 'since'>,
): flinkApi.Change | undefined {
  const changes = operations
    .filter(one => one.kind !== 'snapshot')
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const troubled =
    judgement.verdict === 'Unhealthy' || judgement.verdict === 'Degraded';
  const troubleMs = Date.parse(judgement.since);
  const before = troubled
    ? changes.find(one => Date.parse(one.startedAt) <= troubleMs)
    : undefined;
  const change = before ?? changes[0];
  if (!change) {
    return undefined;
  }
  return {
    at: change.startedAt,
    kind: change.kind,
    title: titleOf(change),
    ...(change.initiatedBy ? { initiatedBy: change.initiatedBy } : {}),
    ...(before
      ? { beforeTroubleMs: troubleMs - Date.parse(before.startedAt) }
      : {}),
  };
}

const SUFFIXES: Readonly<Record<OperationStatus, string>> = {
  succeeded: '',
  failed: ' (failed)',
  cancelled: ' (cancelled)',
  inProgress: ' (in progress)',
};

function titleOf({ kind, verbatim, change, status }: Operation): string {
  const title = kind === 'other' ? verbatim : TITLES[kind];
  return `${title}${change ? `: ${change}` : ''}${SUFFIXES[status]}`;
}
