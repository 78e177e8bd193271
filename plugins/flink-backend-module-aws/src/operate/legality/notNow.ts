import {
  formatDurationMs,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { changeKindOf } from '../../translate/applicationStatus';
import type { ApplicationFacts } from './ApplicationFacts';
import { clockTime } from './clockTime';
import { isLegalIn } from './lifecycleCalls';
import { newestRestorable, snapshotWithAge } from './restorable';
import { usualMs } from './usualDuration';
import { verbOf } from './verbs';

/** Not while AWS is still writing it, or already deleting it. */
export const DELETABLE: readonly string[] = ['ready', 'failed'];

const DOING: Readonly<Record<string, string>> = {
  STARTING: 'starting',
  STOPPING: 'stopping',
  FORCE_STOPPING: 'force-stopping',
  UPDATING: 'updating',
  AUTOSCALING: 'autoscaling',
  ROLLING_BACK: 'rolling back',
  MAINTENANCE: 'in maintenance',
  DELETING: 'being deleted',
};

/** A sentence why the action is not legal now, and when or how it would be; undefined when it is. */
export function notNow(
  kind: ActionKind,
  facts: ApplicationFacts,
  nowMs: number,
): string | undefined {
  if (facts.configuration?.workload === 'notebook') {
    return 'This is a Studio notebook: it is run from the notebook itself, and the portal only reads it.';
  }
  return (
    notInStatus(kind, facts, nowMs) ??
    withoutSnapshots(kind, facts) ??
    withoutVersionBefore(kind, facts)
  );
}

function notInStatus(
  kind: ActionKind,
  facts: ApplicationFacts,
  nowMs: number,
): string | undefined {
  const { status } = facts;
  if (isLegalIn(kind, status)) {
    return undefined;
  }
  const cannot = `Cannot ${verbOf(kind)} now`;
  const doing = Object.hasOwn(DOING, status) ? DOING[status] : undefined;
  if (doing) {
    const since = facts.since ? ` since ${clockTime(facts.since, nowMs)}` : '';
    return `${cannot}: ${doing}${since}${usually(facts)}. ${whatThen(
      kind,
      facts,
      nowMs,
    )}`;
  }
  switch (status) {
    case 'READY':
      return `${cannot}: the application does not run (READY). ${whatInReady(
        kind,
      )}`;
    case 'RUNNING':
      return `${cannot}: the application runs (RUNNING). Stop it first.`;
    default:
      return `${cannot}: AWS says ${status}, a status in which it is not documented. It is offered again once the application is READY or RUNNING.`;
  }
}

function usually(facts: ApplicationFacts): string {
  const change = changeKindOf(facts.status);
  const ms = change && usualMs(change, facts.operations ?? []);
  return ms === undefined ? '' : ` (usually ${formatDurationMs(ms)})`;
}

function whatThen(
  kind: ActionKind,
  facts: ApplicationFacts,
  nowMs: number,
): string {
  if (facts.status === 'DELETING') {
    return 'Nothing can be done to it any more.';
  }
  if (
    kind === 'forceStop' ||
    kind === 'start' ||
    !isLegalIn('forceStop', facts.status)
  ) {
    return `It is offered again once the application is ${steadyOf(kind)}.`;
  }
  return `Only force-stop is possible, which ${dropped(facts, nowMs)}.`;
}

/** The steady statuses it is legal in. */
function steadyOf(kind: ActionKind): string {
  return ['READY', 'RUNNING']
    .filter(status => isLegalIn(kind, status))
    .join(' or ');
}

function whatInReady(kind: ActionKind): string {
  switch (kind) {
    case 'stop':
    case 'forceStop':
      return 'There is nothing to stop.';
    case 'restore':
      return 'Start it from that snapshot instead.';
    case 'rollback':
      return 'AWS rolls back only what runs; start it first, or update it to the version you want.';
    default:
      return 'Start it first.';
  }
}

/**
 * What a forced stop loses, after "which". The service starts again from a snapshot, never from a
 * checkpoint, so the newest snapshot is what remains.
 */
export function dropped(facts: ApplicationFacts, nowMs: number): string {
  if (facts.snapshots === undefined) {
    return 'drops everything after the newest snapshot (which one that is could not be read)';
  }
  const newest = newestRestorable(
    facts.snapshots,
    facts.configuration?.flinkVersion,
  );
  return newest
    ? `drops everything after ${snapshotWithAge(newest, nowMs)}`
    : 'drops all state: there is no snapshot to start from';
}

function withoutSnapshots(
  kind: ActionKind,
  facts: ApplicationFacts,
): string | undefined {
  const { snapshots, configuration } = facts;
  if (kind === 'snapshot' && configuration?.snapshotsEnabled === false) {
    return 'Cannot take a snapshot: snapshots are disabled for this application (SnapshotsEnabled is false). Enable them in its configuration first.';
  }
  const needsOne =
    kind === 'restore' || kind === 'rollback' || kind === 'deleteSnapshot';
  if (!needsOne) {
    return undefined;
  }
  if (!snapshots) {
    // A rollback names no snapshot, so AWS can still tell.
    return kind === 'rollback'
      ? undefined
      : `Cannot ${verbOf(kind)}: ${
          facts.snapshotsUnreadable ?? 'its snapshots could not be read.'
        }`;
  }
  if (kind === 'deleteSnapshot') {
    return snapshots.some(({ status }) => DELETABLE.includes(status))
      ? undefined
      : 'There is no snapshot that could be deleted.';
  }
  return snapshots.some(({ status }) => status === 'ready')
    ? undefined
    : `Cannot ${verbOf(
        kind,
      )}: there is no snapshot that is ready, and AWS needs one. Take one first.${enhanced(
        facts,
      )}`;
}

/** AWS may answer with an empty list where an application keeps enhanced snapshots, which belong to the account. */
function enhanced({ snapshots, configuration }: ApplicationFacts): string {
  const [major, minor] = (configuration?.flinkVersion ?? '')
    .split('.')
    .map(Number);
  const possible = major > 1 || (major === 1 && minor >= 20);
  return possible && snapshots?.length === 0
    ? ' If it keeps enhanced snapshots, which cannot be listed here, use the AWS console.'
    : '';
}

function withoutVersionBefore(
  kind: ActionKind,
  { configuration }: ApplicationFacts,
): string | undefined {
  return kind === 'rollback' && configuration?.version === '1'
    ? 'Cannot roll back: version 1 is the first one.'
    : undefined;
}
