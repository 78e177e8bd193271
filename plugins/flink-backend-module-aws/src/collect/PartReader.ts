import {
  unreadable,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import { callFailure } from '../clients/callFailure';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';

/**
 * Reads parts of one application. A part that cannot be read becomes an unreadable reading and never
 * the end of the collection.
 */
export class PartReader {
  constructor(
    readonly access: RegionAccess,
    readonly context: CallContext,
    readonly applicationName: string,
    private readonly nowMs: () => number,
  ) {}

  /** ISO 8601: now. */
  at(): string {
    return new Date(this.nowMs()).toISOString();
  }

  /**
   * @param doing - completes "Cannot … application orders": `describe`, `list snapshots of`
   * @param action - IAM action
   * @param send - the call
   * @throws when the collection was aborted
   */
  async read<T>(
    doing: string,
    action: string,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<PartAnswer<T>> {
    try {
      return {
        ok: true,
        value: await this.access.call(action, this.context, send),
      };
    } catch (error) {
      this.context.signal.throwIfAborted();
      return { ok: false, error, failed: this.failed(error, doing, action) };
    }
  }

  /** The reading of a part whose call failed. */
  failed(error: unknown, doing: string, action: string): Reading<never> {
    const { reason, message } = callFailure(error, {
      doing: `${doing} application ${this.applicationName}`,
      action,
      region: this.access.region,
    });
    return unreadable(reason, message, this.at());
  }
}

/** What a call gave: its value, or the error and the reading that stands for it. */
export type PartAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly error: unknown;
      readonly failed: Reading<never>;
    };
