import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ACTION_KINDS,
  type ActionKind,
  type KnownApplication,
  type Runtime,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkActions } from '@flink-portal/backstage-plugin-flink-node';
import { lastObservation } from '../../judge/lastObservation';
import type {
  Action,
  AllowedAction,
  AllowedActions,
  EntityClaim,
} from '../../schema/openapi/generated/models';
import type { ApplicationRow } from '../../store/rows';
import type { ActionService } from '../ActionService';
import { busySentence } from '../plan/busySentence';
import type { Ownership } from '../claims/Ownership';
import type { SeenClaims, VisibleClaims } from '../claims/VisibleClaims';
import type { ActionRight, ActionRights } from './ActionRights';

/** What allowed actions are told from. */
export interface AllowedActionsOptions {
  /** `flink.lifecycle.enabled`. */
  readonly enabled: boolean;
  readonly rights: Pick<ActionRights, 'of' | 'explain'>;
  readonly ownership: {
    read(applicationId: string): Promise<Ownership | undefined>;
  };
  readonly visibleClaims: Pick<VisibleClaims, 'of'>;
  readonly actionsOf: (runtime: Runtime) => FlinkActions | undefined;
  readonly actions: Pick<ActionService, 'inFlightOf'>;
  readonly now: () => number;
}

type Row = Pick<ApplicationRow, 'id' | 'runtime' | 'known_json'>;

/**
 * Says of every action whether the caller may ask for it now, and why not. Read from the database alone; the
 * plan reads fresh and decides.
 */
export class AllowedActionsReader {
  constructor(private readonly options: AllowedActionsOptions) {}

  async read(
    credentials: BackstageCredentials,
    row: Row,
  ): Promise<AllowedActions> {
    const { ownership, actions } = this.options;
    const [known, inFlight] = await Promise.all([
      ownership.read(row.id),
      actions.inFlightOf(credentials, row.id),
    ]);
    const [[claims], judged] = await Promise.all([
      this.options.visibleClaims.of([known?.claims ?? []], credentials),
      this.judge(credentials, row, inFlight),
    ]);
    return {
      ...judged,
      owner: known?.confirmedOwner,
      claims: withHidden(claims),
      inFlight,
    };
  }

  private async judge(
    credentials: BackstageCredentials,
    row: Row,
    inFlight: Action | undefined,
  ): Promise<Pick<AllowedActions, 'enabled' | 'message' | 'items'>> {
    if (!this.options.enabled) {
      return nothing(
        false,
        'Actions are off in this portal. They are turned on by flink.lifecycle.enabled in its configuration.',
      );
    }
    const runtime = row.runtime as Runtime;
    const operations = this.options.actionsOf(runtime);
    if (!operations) {
      return nothing(
        true,
        `The portal can read applications on the ${runtime} runtime and cannot change them. Use the runtime's own tools.`,
      );
    }
    const rights = await this.options.rights.of(credentials, row.id);
    const items = itemsOf(
      rights,
      unavailable(operations, JSON.parse(row.known_json)),
      kind => blockedBy(kind, inFlight, this.options.now()),
    );
    const hasRight = [...rights.values()].some(({ allowed }) => allowed);
    return {
      enabled: true,
      items,
      ...(!hasRight && {
        message: await this.options.rights.explain(credentials, row.id),
      }),
    };
  }
}

function nothing(enabled: boolean, message: string) {
  return {
    enabled,
    message,
    items: ACTION_KINDS.map(kind => ({
      kind,
      allowed: false,
      reason: message,
    })),
  };
}

function itemsOf(
  rights: ReadonlyMap<ActionKind, ActionRight>,
  unavailableNow: ReadonlyMap<ActionKind, string>,
  blocked: (kind: ActionKind) => string | undefined,
): AllowedAction[] {
  return ACTION_KINDS.map(kind => {
    const right = rights.get(kind);
    const reason = right?.allowed
      ? unavailableNow.get(kind) ?? blocked(kind)
      : right?.reason ?? 'You may not do this.';
    return reason === undefined
      ? { kind, allowed: true }
      : { kind, allowed: false, reason };
  });
}

function unavailable(
  operations: FlinkActions,
  known: KnownApplication,
): Map<ActionKind, string> {
  const said = operations.availability(lastObservation(known));
  return new Map(
    ACTION_KINDS.flatMap((kind): Array<[ActionKind, string]> => {
      const found = said.find(each => each.kind === kind);
      if (found?.available) {
        return [];
      }
      return [[kind, found?.reason ?? 'This runtime cannot do this.']];
    }),
  );
}

/** One action at a time; only a force-stop may take the place of another. */
function blockedBy(
  kind: ActionKind,
  inFlight: Action | undefined,
  nowMs: number,
): string | undefined {
  if (
    !inFlight ||
    (kind === 'forceStop' && inFlight.request.kind !== 'forceStop')
  ) {
    return undefined;
  }
  const { title, requestedBy, requestedAt } = inFlight;
  return busySentence(
    { plan: { title }, requestedBy, requestedAtMs: Date.parse(requestedAt) },
    nowMs,
  );
}

function withHidden({ seen, hidden }: SeenClaims): EntityClaim[] {
  return seen.map((claim, index) =>
    hidden && index === seen.length - 1
      ? { ...claim, message: `${claim.message} ${hidden}` }
      : claim,
  );
}
