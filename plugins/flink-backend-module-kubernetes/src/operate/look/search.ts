import {
  FlinkActionError,
  type ActionProgress,
} from '@flink-portal/backstage-plugin-flink-node';
import { ACTION_ANNOTATION, snapshotName } from '../patch/snapshotBody';
import { stepsOf } from '../plan/steps';
import { describePlace } from '../target/Place';
import { readSeenToken } from '../target/SeenToken';
import { notAsWanted } from './asWanted';
import type { Handle, SearchingHandle } from './Handle';
import type { LookInput } from './LookInput';
import { failed, stepsUntil } from './progress';

/**
 * After so long no call is on its way any more: the portal gives up after 20 s, and the API server ends
 * requests after 60 s (--request-timeout).
 */
const NOTHING_PENDING_MS = 3 * 60_000;

/** What a search found: the note of a call that was made, or how the action stands. */
export type Found =
  | { readonly handle: Exclude<Handle, SearchingHandle> }
  | { readonly progress: ActionProgress };

/** Finds out by reading whether a call was made of which no answer is known. */
export async function search(
  input: LookInput,
  before: SearchingHandle | undefined,
): Promise<Found> {
  switch (input.order.request.kind) {
    case 'snapshot':
      return searchSnapshot(input, before);
    case 'deleteSnapshot':
      return searchDeletion(input, before);
    default:
      return searchPatch(input, before);
  }
}

async function searchPatch(
  input: LookInput,
  before: SearchingHandle | undefined,
): Promise<Found> {
  const { reader, order } = input;
  const seen = readSeenToken(order.token);
  const raw = await reader.deploymentOrGone();
  if (!raw) return undecidable(input, 'was deleted meanwhile');
  const fresh = reader.asFresh(raw, await reader.snapshots());
  if (fresh.uid !== seen.uid) {
    return undecidable(input, 'was deleted and made anew meanwhile');
  }
  const { annotations } = fresh.deployment.metadata;
  const moved = fresh.generation - seen.generation;
  const marked = annotations[ACTION_ANNOTATION] === order.actionId;
  const wanted = notAsWanted(fresh, order).length === 0;
  // A spec that is as it was asked for is followed, even where somebody took the mark off.
  if (marked || (moved > 0 && wanted)) {
    return {
      handle: {
        type: 'patch',
        sentAtMs: order.orderedAtMs,
        uid: fresh.uid,
        generation: fresh.generation,
      },
    };
  }
  // The call is bound to a reading of the generation that was seen: it cannot take effect any more.
  if (moved === 1) {
    return notSent(
      input,
      `Somebody else changed it first (generation ${seen.generation} → ${fresh.generation}).`,
    );
  }
  if (moved > 1) {
    return undecidable(
      input,
      `was changed by others meanwhile (generation ${seen.generation} → ${fresh.generation}) and does not carry this action’s mark`,
    );
  }
  const { resourceVersion } = fresh;
  // The call is bound to a resourceVersion no newer than the one the search began with.
  const fenced =
    before?.resourceVersion !== undefined &&
    before.resourceVersion !== resourceVersion;
  return fenced || isOver(input, before)
    ? notSent(input, 'It does not carry this action’s mark.')
    : searching(input, before, resourceVersion);
}

async function searchSnapshot(
  input: LookInput,
  before: SearchingHandle | undefined,
): Promise<Found> {
  const { reader, order } = input;
  const name = snapshotName(reader.place.name, order.actionId);
  if (await reader.snapshotOrGone(name)) {
    return { handle: { type: 'create', name, sentAtMs: order.orderedAtMs } };
  }
  return isOver(input, before)
    ? notSent(input, `There is no FlinkStateSnapshot ${name}.`)
    : searching(input, before);
}

async function searchDeletion(
  input: LookInput,
  before: SearchingHandle | undefined,
): Promise<Found> {
  const { reader, order } = input;
  const { request } = order;
  if (request.kind !== 'deleteSnapshot') {
    throw new FlinkActionError('failed', 'The action deletes no snapshot.');
  }
  const name = request.snapshotName;
  const uid = readSeenToken(order.token).snapshot ?? '';
  const there = await reader.snapshotOrGone(name);
  if (
    !there ||
    there.metadata.uid !== uid ||
    there.metadata.deletionTimestamp !== undefined
  ) {
    return {
      handle: { type: 'delete', name, uid, sentAtMs: order.orderedAtMs },
    };
  }
  return isOver(input, before)
    ? notSent(input, `FlinkStateSnapshot ${name} is still there.`)
    : searching(input, before);
}

function isOver(
  { nowMs }: LookInput,
  before: SearchingHandle | undefined,
): boolean {
  return before !== undefined && nowMs - before.sinceMs >= NOTHING_PENDING_MS;
}

function searching(
  input: LookInput,
  before: SearchingHandle | undefined,
  resourceVersion?: string,
): Found {
  const note: SearchingHandle = before ?? {
    type: 'searching',
    sinceMs: input.nowMs,
    ...(resourceVersion ? { resourceVersion } : {}),
  };
  return {
    progress: {
      status: 'underway',
      steps: stepsUntil(stepsOf(input.order.request, false), firstStep(input)),
      message: `Whether the change reached ${describePlace(
        input.reader.place,
      )} is not known yet: no answer came, and it does not show. It is not sent again; within ${
        NOTHING_PENDING_MS / 60_000
      } min it is certain.`,
      handle: JSON.stringify(note),
    },
  };
}

function notSent(input: LookInput, why: string): Found {
  return {
    progress: {
      status: 'notSent',
      steps: stepsOf(input.order.request, false),
      message: `The change never took effect on ${describePlace(
        input.reader.place,
      )}, and cannot any more. ${why} Review again.`,
    },
  };
}

function undecidable(input: LookInput, what: string): Found {
  return {
    progress: failed(
      stepsUntil(
        stepsOf(input.order.request, false),
        firstStep(input),
        'failed',
      ),
      `${describePlace(
        input.reader.place,
      )} ${what}. Whether the change took effect before cannot be told; it is not in effect now.`,
    ),
  };
}

function firstStep({ order }: LookInput): string {
  return order.request.kind === 'deleteSnapshot' ? 'delete' : 'accepted';
}
