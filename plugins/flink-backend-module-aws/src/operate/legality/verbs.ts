import type { ActionKind } from '@flink-portal/backstage-plugin-flink-common';

const VERBS: Readonly<Record<ActionKind, string>> = {
  snapshot: 'take a snapshot',
  restart: 'restart',
  rescale: 'rescale',
  upgrade: 'upgrade',
  start: 'start',
  stop: 'stop',
  restore: 'restore',
  rollback: 'roll back',
  forceStop: 'force-stop',
  deleteSnapshot: 'delete a snapshot',
};

/** Completes "Cannot … now". */
export function verbOf(kind: ActionKind): string {
  return VERBS[kind];
}

const OBJECTS: Readonly<Record<ActionKind, string>> = {
  ...VERBS,
  snapshot: 'take a snapshot of',
  deleteSnapshot: 'delete a snapshot of',
};

/** Completes "Cannot … application orders". */
export function verbWithObject(kind: ActionKind): string {
  return OBJECTS[kind];
}
