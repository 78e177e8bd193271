import { setTimeout } from 'node:timers/promises';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import type { CallContext, RegionAccess } from '../../clients/RegionAccess';
import {
  iamActionOf,
  type CallTaken,
  type ManagedCall,
} from '../calls/ManagedCall';
import { writeFailure, type WriteAttempt } from './writeFailure';

/** How often a call that AWS turned away for its rate is made again. */
const REPEATS_WHEN_THROTTLED = 3;

/** What sending needs. */
export interface Sending {
  readonly access: RegionAccess;
  readonly context: CallContext;
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
  { access, context, attempt, backoffMs }: Sending,
): Promise<CallTaken> {
  const action = iamActionOf(call);
  for (let repeat = 0; ; repeat++) {
    let begun = false;
    try {
      return await access.call(action, context, options => {
        begun = true;
        return call.send(access.writes, options);
      });
    } catch (error) {
      if (!begun) {
        throw neverBegun(error);
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
