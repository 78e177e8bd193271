import { setTimeout } from 'node:timers/promises';
import { formatDurationMs } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  type OperateContext,
} from '@flink-portal/backstage-plugin-flink-node';
import { WRITE_TIMEOUT_MS } from '../../clients/AwsAccess';
import type { RegionAccess } from '../../clients/RegionAccess';
import {
  iamActionOf,
  type CallTaken,
  type ManagedCall,
} from '../calls/ManagedCall';
import { writeFailure, type WriteAttempt } from './writeFailure';

/** How often a call that AWS turned away for its rate is made again. */
const REPEATS_WHEN_THROTTLED = 3;
/**
 * A call that did not begin that long after it was ordered is not made any more: whoever has to find out
 * what became of it must be able to say when it was over.
 */
const BEGINS_WITHIN_MS = 20_000;
/** All calls are over that long after they were ordered: they began by then, and have a timeout. */
export const OVER_WITHIN_MS = BEGINS_WITHIN_MS + WRITE_TIMEOUT_MS;

/** What sending needs. */
export interface Sending {
  readonly access: RegionAccess;
  readonly context: OperateContext;
  /** Epoch ms. */
  readonly orderedAtMs: number;
  readonly attempt: Omit<WriteAttempt, 'action' | 'region'>;
  /** How long to wait after the first refusal for the rate, ms; doubles each time. */
  readonly backoffMs: number;
}

/**
 * Makes the call so that it takes effect once at most. Only a call that AWS turned away for its rate is
 * repeated: that is an answer, and it comes before any effect.
 *
 * @throws FlinkActionError; `unsure` when it may have taken effect
 */
export async function sendOnce(
  call: ManagedCall,
  { access, context, orderedAtMs, attempt, backoffMs }: Sending,
): Promise<CallTaken> {
  const action = iamActionOf(call);
  for (let repeat = 0; ; repeat++) {
    let begun = false;
    try {
      return await access.call(action, context, options => {
        if (context.now() - orderedAtMs > BEGINS_WITHIN_MS) {
          throw tooLate();
        }
        begun = true;
        return call.send(access.writes, options);
      });
    } catch (error) {
      if (!begun) {
        throw error instanceof FlinkActionError ? error : neverBegun(error);
      }
      const failure = writeFailure(error, {
        ...attempt,
        action,
        region: access.region,
      });
      if (failure.reason !== 'throttled' || repeat >= REPEATS_WHEN_THROTTLED) {
        throw failure;
      }
    }
    await setTimeout(backoffMs * 2 ** repeat, undefined, {
      signal: context.signal,
    }).catch((error: unknown) => {
      throw neverBegun(error);
    });
  }
}

function neverBegun(error: unknown): FlinkActionError {
  return new FlinkActionError(
    'failed',
    'The portal was stopped before it asked AWS. Nothing was sent.',
    error,
  );
}

function tooLate(): FlinkActionError {
  return new FlinkActionError(
    'failed',
    `AWS took more than ${formatDurationMs(
      BEGINS_WITHIN_MS,
    )} to be read before the call, so it was not made. Nothing was sent. Try again.`,
  );
}
