import type { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  isDestructive,
  type ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import type { StoredAction } from '../store/StoredAction';

/** What somebody or the portal itself did about an action. */
export type ActionType =
  | 'plan'
  | 'request'
  | 'confirm'
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'execute'
  | 'outcome';

/** One thing that is audited. */
export interface AuditedStep {
  readonly actionType: ActionType;
  readonly applicationId: string;
  readonly actionId?: string;
  readonly planId?: string;
  /** Of an agent's request: for whom it acts. */
  readonly onBehalfOf?: string;
  readonly reason?: string;
  readonly request?: ActionRequest;
}

type AuditedRequest = NonNullable<
  Parameters<AuditorService['createEvent']>[0]['request']
>;

const EVENT_ID = 'application-action';

/**
 * Audit events of actions. What people ask for is ISSUED, what the portal then does is EXECUTED; both carry the
 * action's id. Bodies of calls are never part of an event.
 */
export class ActionAudit {
  constructor(private readonly auditor: AuditorService) {}

  /**
   * Runs one step under an event that ends exactly once, denied or not.
   *
   * @param tell - what the result adds to the event
   */
  async step<T>(
    step: AuditedStep,
    request: AuditedRequest | undefined,
    run: () => Promise<T>,
    tell: (result: T) => JsonObject = () => ({}),
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId: EVENT_ID,
      severityLevel: severityOf(step.request),
      ...(request && { request }),
      meta: { stage: 'ISSUED', ...metaOf(step) },
    });
    let result: T;
    try {
      result = await run();
    } catch (error) {
      await event.fail({
        error: isError(error) ? error : new Error('The action failed'),
      });
      throw error;
    }
    await event.success({ meta: tell(result) });
    return result;
  }

  /** Begins the event of a call to a runtime. */
  async execute(action: StoredAction) {
    return this.begin('execute', action);
  }

  /** Tells how an action ended. */
  async outcome(action: StoredAction): Promise<void> {
    const event = await this.begin('outcome', action);
    const meta = {
      status: action.status,
      versionBefore: action.target.version,
      ...(action.progress.versionAfter && {
        versionAfter: action.progress.versionAfter,
      }),
      ...(action.operationId && { operationId: action.operationId }),
    };
    if (action.status === 'succeeded') {
      await event.success({ meta });
    } else {
      await event.fail({ meta, error: new Error(action.progress.message) });
    }
  }

  private async begin(actionType: ActionType, action: StoredAction) {
    return this.auditor.createEvent({
      eventId: EVENT_ID,
      severityLevel: severityOf(action.request),
      meta: {
        stage: 'EXECUTED',
        ...metaOf({
          actionType,
          applicationId: action.applicationId,
          actionId: action.id,
          planId: action.plan.id,
          reason: action.reason,
          request: action.request,
        }),
        origin: action.origin,
        requestedBy: action.requestedBy,
        ...(action.decidedBy && { decidedBy: action.decidedBy }),
        versionBefore: action.target.version,
      },
    });
  }
}

function severityOf(request: ActionRequest | undefined): 'medium' | 'high' {
  return request && isDestructive(request) ? 'high' : 'medium';
}

function metaOf({ request, ...step }: AuditedStep): JsonObject {
  return Object.fromEntries(
    Object.entries({ ...step, kind: request?.kind }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
