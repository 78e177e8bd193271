import type { ActionOrder } from '@flink-portal/backstage-plugin-flink-node';
import type { ManagedConfig } from '../../config/ManagedConfig';
import type { Reader } from '../target/Reader';
import type { Seen } from '../target/SeenToken';
import type { Handle } from './Handle';

/** What a look at an order is made from. */
export interface LookInput {
  readonly reader: Reader;
  readonly order: ActionOrder;
  /** What the person saw when the action was planned. */
  readonly seen: Seen;
  /** Absent while it is not known whether the call was made. */
  readonly handle?: Handle;
  readonly redaction: ManagedConfig['redaction'];
  readonly nowMs: number;
  /** Epoch ms: the call was not on its way any more. Only after that its absence says something. */
  readonly sentUntilMs: number;
}

/** Clocks differ: an operation may seem to have begun a moment before it was ordered. */
export const SKEW_MS = 5_000;
/** A call that was made shows in AWS's lists that long after it was over. */
export const SHOWS_WITHIN_MS = 30_000;
/** AWS turns a signed request away once its signature is older; by then a lost call is lost for good. */
export const SIGNATURE_EXPIRES_MS = 15 * 60_000;
/** AWS's answers agree with each other some time after an operation ended. */
export const AGREES_WITHIN_MS = 30_000;
