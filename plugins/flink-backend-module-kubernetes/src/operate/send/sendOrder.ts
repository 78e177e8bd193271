import { setTimeout as wait } from 'timers/promises';
import {
  FlinkActionError,
  type ActionOrder,
} from '@flink-portal/backstage-plugin-flink-node';
import type { JsonObject } from '@backstage/types';
import { handleAfter, type Handle } from '../look/Handle';
import { callOf } from '../patch/callOf';
import { NoCall, type Intention } from '../patch/Intention';
import { intentionOf } from '../patch/intentionOf';
import { isJsonObject } from '../patch/mergePatch';
import { notTaken } from '../patch/readBack';
import { ACTION_ANNOTATION } from '../patch/snapshotBody';
import { illegalNow } from '../plan/planOf';
import type { FreshDeployment } from '../target/FreshDeployment';
import { describePlace } from '../target/Place';
import type { Reader } from '../target/Reader';
import { tokenOf } from '../target/SeenToken';
import { isStale, isThrottled, writeFailure } from './writeFailure';
import type { Writer } from './Writer';

/** The operator writes the status often, so a reading goes stale in seconds. */
const TRIES = 3;

/** What sending is given. */
export interface SendInput {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly order: ActionOrder;
  readonly nowMs: number;
  /** How long to wait before a call is repeated that was turned away for its rate, ms. */
  readonly backoffMs: number;
}

/**
 * Makes the call, bound to the reading it was planned from. It is made again only where the first one was
 * certainly turned away: for its rate, or for a resourceVersion that the operator's own status moved.
 *
 * @throws FlinkActionError
 */
export async function sendOrder(input: SendInput): Promise<Handle> {
  const { reader, writer, order } = input;
  for (let attempt = 1; ; attempt += 1) {
    const fresh = await reader.fresh();
    assertUnchanged(fresh, input);
    const intention = intended(fresh, input);
    const { actionId } = order;
    const { resourceVersion } = fresh;
    try {
      const answer = await writer.make(
        callOf(fresh.place, intention, { actionId, resourceVersion }),
      );
      return asSent(fresh, intention, answer, input);
    } catch (error) {
      if (intention.type === 'create' && isStale(error)) {
        return ownSnapshot(intention, input);
      }
      const again =
        isThrottled(error) || (intention.type === 'patch' && isStale(error));
      if (!again || attempt === TRIES) throw writeFailure(fresh.place, error);
      if (isThrottled(error)) {
        await wait(input.backoffMs * attempt, undefined, {
          signal: reader.context.signal,
        }).catch(() => {
          throw writeFailure(fresh.place, error);
        });
      }
    }
  }
}

function assertUnchanged(fresh: FreshDeployment, { order }: SendInput): void {
  if (tokenOf(fresh, order.request) === order.token) return;
  throw new FlinkActionError(
    'conflict',
    `Someone changed ${describePlace(
      fresh.place,
    )} since it was reviewed; it is at generation ${
      fresh.generation
    } now. Nothing was sent. Review again.`,
  );
}

function intended(fresh: FreshDeployment, { order }: SendInput): Intention {
  const illegal = illegalNow(fresh, order.request);
  if (illegal !== undefined) {
    throw new FlinkActionError('refused', `${illegal} Nothing was sent.`);
  }
  try {
    return intentionOf(fresh, order.request, {
      actionId: order.actionId,
      requestedBy: order.requestedBy,
      atMs: order.orderedAtMs,
    });
  } catch (error) {
    if (error instanceof NoCall) {
      throw new FlinkActionError(
        'refused',
        `${error.message} Nothing was sent.`,
        error,
      );
    }
    throw error;
  }
}

/** Compares what was answered with what was sent: the API server drops fields it does not know, with 200. */
function asSent(
  fresh: FreshDeployment,
  intention: Intention,
  answer: JsonObject,
  { nowMs }: SendInput,
): Handle {
  if (intention.type !== 'patch') return handleAfter(fresh, intention, nowMs);
  const metadata = isJsonObject(answer.metadata) ? answer.metadata : {};
  const generation =
    typeof metadata.generation === 'number' ? metadata.generation : undefined;
  if (generation === undefined) {
    throw new FlinkActionError(
      'unsure',
      `The answer to the change of ${describePlace(
        fresh.place,
      )} is no FlinkDeployment. Whether it took effect is found out by reading; it is not sent again.`,
    );
  }
  const dropped = notTaken(
    intention.spec,
    isJsonObject(answer.spec) ? answer.spec : {},
  );
  if (dropped.length > 0 && generation === fresh.generation) {
    throw new FlinkActionError(
      'failed',
      `The API server dropped ${dropped.join(
        ', ',
      )}: the FlinkDeployment CRD in cluster "${
        fresh.place.cluster
      }" does not know it. Nothing took effect. Upgrade the operator’s CRDs.`,
    );
  }
  return handleAfter(fresh, intention, nowMs, { generation, dropped });
}

/** The name is made from the action's id, so an object of that name is this action's own, if it says so. */
async function ownSnapshot(
  intention: Extract<Intention, { type: 'create' }>,
  { reader, order, nowMs }: SendInput,
): Promise<Handle> {
  const there = await reader.snapshotOrGone(intention.name).catch(() => {
    throw new FlinkActionError(
      'unsure',
      `A FlinkStateSnapshot ${intention.name} exists already and could not be read. Whether it is this action’s is found out by reading; it is not sent again.`,
    );
  });
  if (there?.metadata.annotations[ACTION_ANNOTATION] === order.actionId) {
    return { type: 'create', name: intention.name, sentAtMs: nowMs };
  }
  throw new FlinkActionError(
    'refused',
    `A FlinkStateSnapshot ${intention.name} that is not this action’s exists already. Nothing was changed.`,
  );
}
