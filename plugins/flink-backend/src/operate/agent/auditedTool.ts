import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { fencedError } from './fencedError';

/**
 * Runs one tool under an audit event, which ends exactly once, denied or not.
 *
 * @throws what the tool throws, with its words fenced
 */
export async function auditedTool<T>(
  auditor: AuditorService,
  credentials: BackstageCredentials,
  meta: { tool: string } & JsonObject,
  run: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: 'agent-tool',
    severityLevel: meta.tool === 'request-action' ? 'medium' : 'low',
    meta: { ...meta, onBehalfOf: principalOf(credentials) },
  });
  let result: T;
  try {
    result = await run();
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw fencedError(error);
  }
  await event.success();
  return result;
}

/** A call of a tool carries no request the auditor could read the caller from. */
function principalOf({ principal }: BackstageCredentials): string {
  if (typeof principal === 'object' && principal !== null) {
    if ('userEntityRef' in principal) {
      return String(principal.userEntityRef);
    }
    if ('subject' in principal) {
      return String(principal.subject);
    }
  }
  return 'nobody';
}
