import {
  FlinkActionError,
  type ActionOrder,
  type OperateContext,
} from '@flink-portal/backstage-plugin-flink-node';
import type { ManagedConfig } from '../../config/ManagedConfig';
import { isNotFound } from '../../clients/callFailure';
import { callOf } from '../calls/callOf';
import { snapshotNameOf } from '../calls/snapshotName';
import { notNow } from '../legality/notNow';
import { verbWithObject } from '../legality/verbs';
import { writeHandle } from '../look/Handle';
import { readFresh, tokenOf } from '../target/FreshApplication';
import type { Reader } from '../target/Reader';
import { readSeenToken } from '../target/SeenToken';
import { sendOnce } from './sendOnce';

/** What sending an order needs. */
export interface SendInput {
  readonly reader: Reader;
  readonly context: OperateContext;
  readonly order: ActionOrder;
  readonly redaction: ManagedConfig['redaction'];
  readonly backoffMs: number;
}

/**
 * Reads the application once more, refuses when it is not what the person saw, and makes the call.
 * Only updates and rollbacks are bound to a version by AWS itself; for the others this reading is the
 * last word, a moment before the call.
 *
 * @returns the handle to follow it by
 * @throws FlinkActionError
 */
export async function sendOrder({
  reader,
  context,
  order,
  redaction,
  backoffMs,
}: SendInput): Promise<string> {
  const { request } = order;
  const seen = readSeenToken(order.token);
  const fresh = await readFresh(reader, request, redaction, 'call');
  if (tokenOf(fresh, request) !== order.token) {
    throw new FlinkActionError(
      'conflict',
      `Application ${reader.name} changed since the plan was made: version ${seen.version} → ${fresh.versionId}, ${seen.status} → ${fresh.facts.status}. Nothing was sent. Review again.`,
    );
  }
  const call = callOf(request, fresh, {
    versionId: seen.version,
    conditionalToken: seen.conditionalToken,
    newSnapshotName: snapshotNameOf(order),
  });
  try {
    const { operationId, versionId } = await sendOnce(call, {
      access: reader.access,
      context,
      orderedAtMs: order.orderedAtMs,
      attempt: {
        verb: verbWithObject(request.kind),
        applicationName: reader.name,
      },
      backoffMs,
    });
    return writeHandle({ operationId, versionId });
  } catch (error) {
    throw await withStatus(error, reader, order, context.now());
  }
}

/** A call that came in the wrong moment is explained by the status there is now. */
async function withStatus(
  error: unknown,
  reader: Reader,
  { request }: ActionOrder,
  nowMs: number,
): Promise<unknown> {
  const inUse =
    error instanceof FlinkActionError &&
    error.reason === 'refused' &&
    error.cause instanceof Error &&
    error.cause.name === 'ResourceInUseException';
  if (!inUse || isNotFound(error.cause)) {
    return error;
  }
  try {
    const detail = await reader.describe();
    const why = notNow(
      request.kind,
      { status: detail.ApplicationStatus ?? 'unknown' },
      nowMs,
    );
    return why
      ? new FlinkActionError(
          'refused',
          `${why} Nothing was changed.`,
          error.cause,
        )
      : error;
  } catch {
    return error;
  }
}
