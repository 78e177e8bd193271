import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  KnownApplication,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  type FlinkActions,
  type OperateContext,
} from '@flink-portal/backstage-plugin-flink-node';
import type { RuntimeRegistry } from '../collect/RuntimeRegistry';
import { lastObservation } from '../judge/lastObservation';
import { CallCounter } from '../store/CallCounter';
import type { CallStore } from '../store/CallStore';
import type { ApplicationRow } from '../store/rows';

/** A runtime that can change an application, and what was last read of it. */
export interface Operable {
  readonly actions: FlinkActions;
  readonly observation: Observation;
}

/** Of which application a call is, and to whom it is counted. */
export interface Subject {
  readonly observation: {
    readonly application: Pick<Observation['application'], 'name' | 'sourceId'>;
  };
}

/** Calls runtimes for actions: bounded in time, counted, and ended when the backend stops. */
export class RuntimeCalls {
  private readonly stopping = new AbortController();

  constructor(
    private readonly runtimes: Pick<RuntimeRegistry, 'get'>,
    private readonly calls: CallStore,
    private readonly logger: LoggerService,
    private readonly now: () => number,
  ) {}

  /** @returns undefined when the runtime can only be read */
  operable(row: Pick<ApplicationRow, 'known_json'>): Operable | undefined {
    const known: KnownApplication = JSON.parse(row.known_json);
    const actions = this.runtimes.get(known.application.runtime)?.actions;
    return actions && { actions, observation: lastObservation(known) };
  }

  /**
   * Makes one call.
   *
   * @param late - what it means when no answer came in time
   * @throws FlinkActionError, whatever the runtime throws
   */
  async ask<T>(
    { observation }: Subject,
    timeoutMs: number,
    late: 'unreachable' | 'unsure',
    call: (context: OperateContext) => Promise<T>,
  ): Promise<T> {
    const counter = new CallCounter(
      observation.application.sourceId,
      this.calls,
      this.now,
    );
    const signal = AbortSignal.any([
      this.stopping.signal,
      AbortSignal.timeout(timeoutMs),
    ]);
    try {
      return await call({
        signal,
        now: this.now,
        count: operation => counter.count(operation),
      });
    } catch (error) {
      if (error instanceof FlinkActionError) {
        throw error;
      }
      throw new FlinkActionError(
        late,
        signal.aborted
          ? `${observation.application.name} did not answer within ${
              timeoutMs / 1000
            } s.`
          : `Asking the runtime of ${
              observation.application.name
            } failed: ${stringifyError(error)}`,
        error,
      );
    } finally {
      // What it cost is told later; it must not decide how the action went.
      counter.flush().catch(error => {
        this.logger.warn(`Calls were not counted: ${stringifyError(error)}`);
      });
    }
  }

  /** Ends calls that are under way; what they were about goes on after the next start. */
  stop(): void {
    this.stopping.abort(new Error('The backend stops'));
  }
}
