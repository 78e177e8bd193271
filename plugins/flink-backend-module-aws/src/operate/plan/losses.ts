import { dropped } from '../legality/notNow';
import { newestRestorable, snapshotWithAge } from '../legality/restorable';
import { takesSnapshot, type PlanInput } from './PlanInput';
import { restorePointOf } from './restorePoint';

const READ_AGAIN =
  'Input since then is read again where the source still has it, and results since then may be written twice.';

/** What will be lost, in sentences; empty when nothing is. */
export function lossesOf(input: PlanInput): readonly string[] {
  const { request, fresh, nowMs } = input;
  const { facts } = fresh;
  switch (request.kind) {
    case 'forceStop':
      return [
        ...brokenOff(facts.status),
        `It ${dropped(
          facts,
          nowMs,
        )}. No snapshot is taken, and AWS starts again from snapshots, never from checkpoints. ${READ_AGAIN}`,
      ];
    case 'start':
      return startLosses(input);
    case 'restore':
    case 'rollback':
      return rewindLosses(input);
    case 'deleteSnapshot':
      return deletionLosses(input);
    case 'stop':
    case 'restart':
    case 'rescale':
    case 'upgrade':
      // Without a snapshot first, the next start goes on from an older one.
      return facts.status === 'RUNNING' && !takesSnapshot(input)
        ? [
            `Snapshots are disabled, so AWS takes none first: it ${dropped(
              facts,
              nowMs,
            )}. ${READ_AGAIN}`,
          ]
        : [];
    default:
      return [];
  }
}

function brokenOff(status: string): string[] {
  const what: Readonly<Record<string, string>> = {
    UPDATING: 'The update that is going on is broken off.',
    AUTOSCALING: 'The autoscaling that is going on is broken off.',
    STARTING: 'The start that is going on is broken off.',
    STOPPING:
      'The stop that is going on is broken off, with the snapshot it takes.',
  };
  return Object.hasOwn(what, status) ? [what[status]] : [];
}

function startLosses({ request, fresh, nowMs }: PlanInput): string[] {
  if (request.kind !== 'start') {
    return [];
  }
  const { facts, configuration, named } = fresh;
  const newest = newestRestorable(
    facts.snapshots ?? [],
    configuration.flinkVersion,
  );
  if (request.from.type === 'none') {
    return [
      newest
        ? `All state: ${snapshotWithAge(
            newest,
            nowMs,
          )} stays, but the application starts without it. Every source begins where its code says.`
        : 'All state, if there is any. Every source begins where its code says.',
    ];
  }
  return request.from.type === 'snapshot' &&
    named &&
    newest &&
    named.snapshot.createdAt < newest.createdAt
    ? [
        `Everything between ${snapshotWithAge(
          named.snapshot,
          nowMs,
        )} and ${snapshotWithAge(newest, nowMs)}. ${READ_AGAIN}`,
      ]
    : [];
}

function rewindLosses(input: PlanInput): string[] {
  const point = restorePointOf(input);
  const snapshot =
    input.request.kind === 'restore'
      ? input.fresh.named?.snapshot
      : input.fresh.facts.snapshots?.find(({ name }) => name === point?.name);
  if (!snapshot) {
    return [];
  }
  return [
    `State after ${snapshotWithAge(
      snapshot,
      input.nowMs,
    )} is dropped. ${READ_AGAIN}`,
  ];
}

function deletionLosses({ fresh, nowMs }: PlanInput): string[] {
  const snapshot = fresh.named?.snapshot;
  if (!snapshot) {
    return [];
  }
  const others = (fresh.facts.snapshots ?? []).filter(
    ({ name }) => name !== snapshot.name,
  );
  const newestLeft = newestRestorable(others, fresh.configuration.flinkVersion);
  const loss = `The state in ${snapshotWithAge(snapshot, nowMs)}, for good.`;
  if (fresh.facts.snapshots && !newestLeft) {
    return [loss, 'It is the last one to restore from.'];
  }
  return newestLeft && newestLeft.createdAt < snapshot.createdAt
    ? [
        loss,
        `It is the newest one; what remains is ${snapshotWithAge(
          newestLeft,
          nowMs,
        )}.`,
      ]
    : [loss];
}
