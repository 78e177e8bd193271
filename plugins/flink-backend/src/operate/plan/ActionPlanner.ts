import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  actionVerb,
  type ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import type { Inventory } from '../../serve/Inventory';
import type { ActionPlan } from '../../schema/openapi/generated/models';
import type { MetricStore } from '../../store/MetricStore';
import { toIso, type ApplicationRow } from '../../store/rows';
import { actionTitle } from '../actionTitle';
import { asHttpError } from '../asHttpError';
import type { LifecycleSettings } from '../config/LifecycleSettings';
import type { ActionRights } from '../rights/ActionRights';
import { needsOf } from '../rights/needsOf';
import type { RuntimeCalls } from '../RuntimeCalls';
import type { ActionLists } from '../store/ActionLists';
import type { ActionStore } from '../store/ActionStore';
import type { StoredPlan } from '../store/PlanStore';
import type { StoredAction } from '../store/StoredAction';
import { busySentence, supersededBy } from './busySentence';
import type { ConsumersReader } from './ConsumersReader';
import { replayOf } from './replayOf';
import { storeWarnings } from './storeWarnings';
import { DURATIONS_COUNTED, usualDuration } from './usualDuration';

/** How long a runtime may take to plan, ms. */
export const PLAN_TIMEOUT_MS = 30_000;
const SERIES_MS = 60 * 60_000;

/** What plans are made from. */
export interface PlannerOptions {
  readonly calls: RuntimeCalls;
  readonly settings: LifecycleSettings;
  readonly rights: Pick<ActionRights, 'of'>;
  readonly consumers: Pick<ConsumersReader, 'read'>;
  readonly inventory: Pick<Inventory, 'readOperations'>;
  readonly metrics: Pick<MetricStore, 'readRange'>;
  readonly actions: Pick<ActionStore, 'getInFlight'>;
  readonly lists: Pick<ActionLists, 'readDurations'>;
  readonly now: () => number;
}

/** Says what an action would do: what the runtime reads fresh, and what only the backend knows. */
export class ActionPlanner {
  constructor(private readonly options: PlannerOptions) {}

  /**
   * @throws ConflictError when the runtime can only be read; ServiceUnavailableError when it does not answer;
   * InputError, NotFoundError
   */
  async plan(
    credentials: BackstageCredentials,
    person: string,
    row: ApplicationRow,
    request: ActionRequest,
  ): Promise<StoredPlan> {
    const { settings, now } = this.options;
    const fresh = await this.readFresh(row, request).catch(error => {
      throw asHttpError(error);
    });
    const known = await this.readKnown(credentials, row, request);
    const nowMs = now();
    const expiresAtMs = nowMs + settings.planValidMs;
    const duration = usualDuration(
      request.kind,
      known.durations,
      known.operations,
      fresh.documented,
    );
    const environment = row.environment ?? undefined;
    const refusal = refusalOf(
      request,
      known.right?.allowed
        ? undefined
        : known.right?.reason ?? 'You may not do this.',
      fresh,
      known.inFlight,
      nowMs,
    );
    const plan: ActionPlan = {
      id: randomUUID(),
      applicationId: row.id,
      applicationName: row.name,
      environment,
      request,
      title: actionTitle(request, { name: row.name, environment }),
      verb: actionVerb(request.kind),
      createdAt: toIso(nowMs),
      expiresAt: toIso(expiresAtMs),
      version: fresh.target.version,
      allowed: refusal === undefined,
      refusal,
      call: { ...fresh.call },
      changes: fresh.changes.map(each => ({ ...each })),
      steps: fresh.steps.map(each => ({ ...each })),
      interrupts: fresh.interrupts,
      duration,
      restorePoint: fresh.restorePoint && { ...fresh.restorePoint },
      replay: replayOf(
        { ...fresh, restorePoint: withTime(fresh.restorePoint, row) },
        duration,
        known.series,
        nowMs,
      ),
      cost: fresh.cost && { ...fresh.cost },
      consumers: known.consumers ?? [],
      warnings: [
        ...fresh.warnings.map(each => ({ ...each })),
        ...storeWarnings(
          JSON.parse(row.summary_json),
          known.consumers !== undefined,
          nowMs,
        ),
      ],
      losses: [...fresh.losses],
      alternatives: fresh.alternatives.map(each => ({ ...each })),
      needs: needsOf(settings, {
        request,
        applicationName: row.name,
        environment,
        confirmedEnvironment: row.confirmed_environment ?? undefined,
      }),
    };
    return {
      plan,
      request,
      target: fresh.target,
      person,
      createdAtMs: nowMs,
      expiresAtMs,
    };
  }

  /** @throws ConflictError, FlinkActionError */
  async readFresh(
    row: Pick<ApplicationRow, 'known_json' | 'name' | 'runtime'>,
    request: ActionRequest,
  ): Promise<RuntimePlan> {
    const { calls } = this.options;
    const operable = calls.operable(row);
    if (!operable) {
      throw new ConflictError(
        `The portal can read applications on the ${row.runtime} runtime and cannot change them. Use the runtime's own tools.`,
      );
    }
    return calls.ask(operable, PLAN_TIMEOUT_MS, 'unreachable', context =>
      operable.actions.plan(operable.observation, request, context),
    );
  }

  private async readKnown(
    credentials: BackstageCredentials,
    row: ApplicationRow,
    { kind }: ActionRequest,
  ) {
    const { options } = this;
    const nowMs = options.now();
    const entityRefs: string[] = JSON.parse(row.entity_refs_json);
    const [rights, inFlight, operations, durations, range, consumers] =
      await Promise.all([
        options.rights.of(credentials, row.id),
        options.actions.getInFlight(row.id),
        options.inventory.readOperations(row.id),
        options.lists.readDurations(row.id, kind, DURATIONS_COUNTED),
        options.metrics.readRange(row.id, nowMs - SERIES_MS, nowMs + 1),
        options.consumers.read(entityRefs, credentials),
      ]);
    return {
      right: rights.get(kind),
      inFlight,
      operations,
      durations,
      series: range.series,
      consumers,
    };
  }
}

/** A checkpoint whose time the runtime does not say is the newest that was read. */
function withTime(
  restorePoint: RuntimePlan['restorePoint'],
  { last_checkpoint_at: checkpointAt }: ApplicationRow,
): RuntimePlan['restorePoint'] {
  return restorePoint?.kind === 'checkpoint' && checkpointAt !== null
    ? { at: toIso(checkpointAt), ...restorePoint }
    : restorePoint;
}

function refusalOf(
  request: ActionRequest,
  denied: string | undefined,
  fresh: RuntimePlan,
  inFlight: StoredAction | undefined,
  nowMs: number,
): string | undefined {
  const blocked =
    inFlight && supersededBy(request.kind, inFlight, nowMs) === undefined
      ? busySentence(inFlight, nowMs)
      : undefined;
  return denied ?? fresh.illegal ?? blocked;
}
