import {
  parseApplicationId,
  type ActionRequest,
  type Observation,
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
import type { RegionAccess } from '../clients/RegionAccess';
import type { ManagedConfig } from '../config/ManagedConfig';
import { availabilityOf } from './legality/availability';
import { readHandle } from './look/Handle';
import { lookAtDeletion } from './look/lookAtDeletion';
import { lookAtOperation } from './look/lookAtOperation';
import { lookAtSnapshot } from './look/lookAtSnapshot';
import type { LookInput } from './look/LookInput';
import { unsure } from './look/unsure';
import { downtimeOf } from './plan/downtime';
import { planOf } from './plan/planOf';
import { readOnlyReason } from './plan/readOnly';
import { OVER_WITHIN_MS } from './send/sendOnce';
import { sendOrder } from './send/sendOrder';
import { actionReasonOf } from './target/actionReason';
import { readFresh } from './target/FreshApplication';
import { Reader } from './target/Reader';
import { readSeenToken } from './target/SeenToken';

/** Before a call is repeated that AWS turned away for its rate, ms. */
export const BACKOFF_MS = 500;
/** Longer than anybody looks for a call that got lost. */
const REMEMBERED_MS = 60 * 60_000;

/** What the actions are built from. */
export interface ManagedActionsOptions {
  readonly config: ManagedConfig;
  /** @throws FlinkSourceError when the source is not scanned or cannot be signed in to */
  readonly accessTo: (sourceId: string) => Promise<RegionAccess>;
  /** Epoch ms; for what is offered. Everything else brings its own clock. */
  readonly now?: () => number;
  /** How long to wait before a call is repeated that AWS turned away for its rate, ms. */
  readonly backoffMs?: number;
}

/** Changes applications on the managed service. */
export class ManagedActions implements FlinkActions {
  /**
   * Orders this process sent: until when (epoch ms), or that it is still at it. Absence of what an order
   * would leave behind says something only when the call is over.
   */
  private readonly sent = new Map<string, number | 'underway'>();

  constructor(private readonly options: ManagedActionsOptions) {}

  availability(observation: Observation): readonly ActionAvailability[] {
    const region = this.options.config.scope.find(
      ({ sourceId }) => sourceId === observation.application.sourceId,
    );
    return availabilityOf(
      observation,
      region ? readOnlyReason(region) : notScanned(observation),
      this.options.now?.() ?? Date.now(),
    );
  }

  async plan(
    observation: Observation,
    request: ActionRequest,
    context: OperateContext,
  ): Promise<RuntimePlan> {
    const { config } = this.options;
    const reader = await this.readerOf(observation, context);
    const fresh = await readFresh(reader, request, config.redaction, 'plan');
    return planOf({
      request,
      fresh,
      observation,
      region: reader.access.region,
      config,
      nowMs: context.now(),
      downtime:
        fresh.facts.status === 'RUNNING' ? downtimeOf(observation) : undefined,
    });
  }

  async send(
    observation: Observation,
    order: ActionOrder,
    context: OperateContext,
  ): Promise<{ readonly handle: string }> {
    const reader = await this.readerOf(observation, context);
    const readOnly = readOnlyReason(reader.access.region);
    if (readOnly !== undefined) {
      throw new FlinkActionError('refused', `${readOnly} Nothing was sent.`);
    }
    this.forgetOld(context.now());
    this.sent.set(order.actionId, 'underway');
    try {
      const handle = await sendOrder({
        reader,
        context,
        order,
        redaction: this.options.config.redaction,
        backoffMs: this.options.backoffMs ?? BACKOFF_MS,
      });
      return { handle };
    } finally {
      this.sent.set(order.actionId, context.now());
    }
  }

  async look(
    observation: Observation,
    order: ActionOrder,
    handle: string | undefined,
    context: OperateContext,
  ): Promise<ActionProgress> {
    const sent = this.sent.get(order.actionId);
    const input: LookInput = {
      reader: await this.readerOf(observation, context),
      order,
      seen: readSeenToken(order.token),
      handle: handle === undefined ? undefined : readHandle(handle),
      redaction: this.options.config.redaction,
      nowMs: context.now(),
      sentUntilMs:
        typeof sent === 'number' ? sent : order.orderedAtMs + OVER_WITHIN_MS,
    };
    if (!input.handle && sent === 'underway') {
      throw unsure(input);
    }
    switch (order.request.kind) {
      case 'snapshot':
        return lookAtSnapshot(input);
      case 'deleteSnapshot':
        return lookAtDeletion(input);
      default:
        return lookAtOperation(input);
    }
  }

  private forgetOld(nowMs: number): void {
    for (const [actionId, until] of this.sent) {
      if (until !== 'underway' && nowMs - until > REMEMBERED_MS) {
        this.sent.delete(actionId);
      }
    }
  }

  private async readerOf(
    { application }: Observation,
    context: OperateContext,
  ): Promise<Reader> {
    const id = parseApplicationId(application.id);
    if (id.runtime !== 'managed') {
      throw new FlinkActionError(
        'refused',
        `${application.id} does not run on the managed service.`,
      );
    }
    try {
      return new Reader(
        await this.options.accessTo(application.sourceId),
        context,
        id.name,
        () => context.now(),
      );
    } catch (error) {
      if (error instanceof FlinkSourceError) {
        throw new FlinkActionError(
          actionReasonOf(error.reason),
          error.message,
          error,
        );
      }
      throw error;
    }
  }
}

function notScanned({ application }: Observation): string {
  return `${application.sourceId} is not scanned any more; add the account and region under flink.aws.accounts.`;
}
