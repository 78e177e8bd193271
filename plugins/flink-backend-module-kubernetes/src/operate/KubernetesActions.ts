import type {
  ActionRequest,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  FlinkSourceError,
  type ActionAvailability,
  type ActionOrder,
  type ActionProgress,
  type FlinkActions,
  type OperateContext,
  type RuntimePlan,
} from '@flink-portal/backstage-plugin-flink-node';
import type { KubernetesSettings } from '../settings';
import type { KubernetesTransport, KubernetesWrites } from '../transport';
import { availabilityOf } from './legality/availability';
import { readHandle, type Handle } from './look/Handle';
import { lookAtDeletion } from './look/lookAtDeletion';
import { lookAtDeployment } from './look/lookAtDeployment';
import { lookAtSnapshot } from './look/lookAtSnapshot';
import type { LookInput } from './look/LookInput';
import { search } from './look/search';
import { planOf } from './plan/planOf';
import { sendOrder } from './send/sendOrder';
import { Writer } from './send/Writer';
import { describePlace, placeOf } from './target/Place';
import { Reader } from './target/Reader';

const BACKOFF_MS = 500;

/** What the actions are built from. */
export interface KubernetesActionsOptions {
  readonly transport: KubernetesTransport;
  readonly writes: KubernetesWrites;
  readonly settings: KubernetesSettings;
  /** @throws FlinkSourceError when the portal has no such cluster, or cannot use it in its own name */
  readonly assertReadable: (
    cluster: string,
    signal: AbortSignal,
  ) => Promise<void>;
  /** How long to wait before a call is repeated that was turned away for its rate, ms. */
  readonly backoffMs?: number;
}

/** Changes what the Flink Kubernetes Operator runs, through the operator's own resources. */
export class KubernetesActions implements FlinkActions {
  /** Orders this process is sending right now: nothing can be said about those from outside. */
  readonly #sending = new Set<string>();
  readonly #options: KubernetesActionsOptions;

  constructor(options: KubernetesActionsOptions) {
    this.#options = options;
  }

  availability(observation: Observation): readonly ActionAvailability[] {
    return availabilityOf(observation);
  }

  async plan(
    observation: Observation,
    request: ActionRequest,
    context: OperateContext,
  ): Promise<RuntimePlan> {
    const reader = await this.#readerOf(observation, context);
    return planOf({
      request,
      fresh: await reader.fresh(),
      observation,
      writer: this.#writerOf(reader),
      nowMs: context.now(),
    });
  }

  async send(
    observation: Observation,
    order: ActionOrder,
    context: OperateContext,
  ): Promise<{ readonly handle: string }> {
    const reader = await this.#readerOf(observation, context);
    this.#sending.add(order.actionId);
    try {
      const handle = await sendOrder({
        reader,
        writer: this.#writerOf(reader),
        order,
        nowMs: context.now(),
        backoffMs: this.#options.backoffMs ?? BACKOFF_MS,
      });
      return { handle: JSON.stringify(handle) };
    } finally {
      this.#sending.delete(order.actionId);
    }
  }

  async look(
    observation: Observation,
    order: ActionOrder,
    handle: string | undefined,
    context: OperateContext,
  ): Promise<ActionProgress> {
    const reader = await this.#readerOf(observation, context);
    if (handle === undefined && this.#sending.has(order.actionId)) {
      throw new FlinkActionError(
        'unsure',
        `The change of ${describePlace(reader.place)} is being sent right now.`,
      );
    }
    const input: LookInput = {
      reader,
      order,
      settings: this.#options.settings,
      nowMs: context.now(),
    };
    const known = handle === undefined ? undefined : readHandle(handle);
    if (known && known.type !== 'searching') return follow(input, known);
    const found = await search(input, known);
    if ('progress' in found) return found.progress;
    const progress = await follow(input, found.handle);
    // Kept, so that the next look need not search.
    return { handle: JSON.stringify(found.handle), ...progress };
  }

  #writerOf(reader: Reader): Writer {
    return new Writer(this.#options.writes, reader.place, reader.context);
  }

  async #readerOf(
    observation: Observation,
    context: OperateContext,
  ): Promise<Reader> {
    const place = placeOf(observation);
    try {
      await this.#options.assertReadable(place.cluster, context.signal);
    } catch (error) {
      if (error instanceof FlinkSourceError) {
        throw new FlinkActionError(
          error.reason === 'denied' ? 'denied' : 'unreachable',
          error.message,
          error,
        );
      }
      throw error;
    }
    return new Reader(
      this.#options.transport,
      place,
      context,
      observation.application.sourceId,
    );
  }
}

function follow(
  input: LookInput,
  handle: Exclude<Handle, { type: 'searching' }>,
): Promise<ActionProgress> {
  switch (handle.type) {
    case 'create':
      return lookAtSnapshot(input, handle);
    case 'delete':
      return lookAtDeletion(input, handle);
    default:
      return lookAtDeployment(input, handle);
  }
}
