import type { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { CreatedApplication } from '@flink-portal/backstage-plugin-flink-node';
import type { JsonObject } from '@backstage/types';

type AuditedRequest = NonNullable<
  Parameters<AuditorService['createEvent']>[0]['request']
>;

const EVENT_ID = 'application-create';

/** What is known of a new application before it is checked: what somebody says. */
export interface AskedCreation {
  readonly orderId: string;
  readonly environment?: string;
  readonly serviceRoleArn: string;
  readonly codeKey: string;
  readonly dryRun: boolean;
}

/** What the portal then asks a runtime for. */
export interface ExecutedCreation {
  readonly orderId: string;
  readonly applicationId: string;
  readonly requestedBy: string;
}

/**
 * Audit events of new applications. What people ask for is ISSUED, what the portal then does is EXECUTED; both
 * carry the order's id. Severity is high throughout: it runs code with a role. Forms are never part of an event.
 */
export class CreationAudit {
  constructor(private readonly auditor: AuditorService) {}

  /** Runs what somebody asked for under an event that ends exactly once, denied or not. */
  issued<T extends JsonObject>(
    asked: AskedCreation,
    request: AuditedRequest,
    run: () => Promise<T>,
  ): Promise<T> {
    return this.audited({ stage: 'ISSUED', ...asked }, run, request);
  }

  /** Runs the call to a runtime under an event of its own. */
  executed(
    creation: ExecutedCreation,
    run: () => Promise<CreatedApplication>,
  ): Promise<CreatedApplication> {
    return this.audited({ stage: 'EXECUTED', ...creation }, run);
  }

  private async audited<T extends object>(
    meta: { readonly stage: string } & object,
    run: () => Promise<T>,
    request?: AuditedRequest,
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId: EVENT_ID,
      severityLevel: 'high',
      ...(request && { request }),
      meta: { ...meta },
    });
    let result: T;
    try {
      result = await run();
    } catch (error) {
      await event.fail({
        error: isError(error)
          ? error
          : new Error('The application was not created'),
      });
      throw error;
    }
    await event.success({ meta: { ...result } });
    return result;
  }
}
