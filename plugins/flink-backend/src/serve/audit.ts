import type { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/** What a reader asked for. */
export type QueryType =
  | 'all'
  | 'by-id'
  | 'by-entity'
  | 'metrics'
  | 'exceptions'
  | 'timeline'
  | 'availability'
  | 'allowed-actions'
  | 'claims'
  | 'template-runs';

type AuditedRequest = NonNullable<
  Parameters<AuditorService['createEvent']>[0]['request']
>;

/** Runs one read under an audit event, which ends exactly once, denied or not. */
export async function auditedFetch<T>(
  auditor: AuditorService,
  request: AuditedRequest,
  meta: { queryType: QueryType } & JsonObject,
  read: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: 'application-fetch',
    severityLevel: 'low',
    request,
    meta,
  });
  let result: T;
  try {
    result = await read();
  } catch (error) {
    await event.fail({
      error: isError(error) ? error : new Error('Reading failed'),
    });
    throw error;
  }
  await event.success();
  return result;
}
