import type {
  ActionKind,
  ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';
import { isLegalIn, isUpdate } from '../legality/lifecycleCalls';

const seenSchema = z.object({
  version: z.number().int(),
  status: z.string(),
  conditionalToken: z.string().optional(),
  snapshotAt: z.string().optional(),
});

/** What a person saw of an application when the action was planned. */
export type Seen = z.infer<typeof seenSchema>;

/**
 * The token of a reading. It holds what would make the action mean something else: the version, the
 * status, AWS's own concurrency token where the call takes one, and of a snapshot that is to be deleted
 * when it was made. What AWS changes by itself (CurrentParallelism, metrics) is not in it.
 */
export function seenToken(request: ActionRequest, seen: Seen): string {
  if (request.kind === 'deleteSnapshot') {
    return JSON.stringify({
      version: 0,
      status: 'any',
      snapshotAt: seen.snapshotAt,
    } satisfies Seen);
  }
  return JSON.stringify({
    version: seen.version,
    status: phaseOf(request.kind, seen.status),
    ...(isUpdate(request.kind) && seen.conditionalToken
      ? { conditionalToken: seen.conditionalToken }
      : {}),
  } satisfies Seen);
}

/** @throws FlinkActionError when it is no token of this runtime */
export function readSeenToken(token: string): Seen {
  let json: unknown;
  try {
    json = JSON.parse(token);
  } catch {
    json = undefined;
  }
  const parsed = seenSchema.safeParse(json);
  if (!parsed.success) {
    throw new FlinkActionError(
      'failed',
      'The plan was made by another version of the portal. Nothing was sent. Review again.',
    );
  }
  return parsed.data;
}

/** Whoever forces a stop means the application whatever it is just doing. */
function phaseOf(kind: ActionKind, status: string): string {
  return kind === 'forceStop' && isLegalIn(kind, status) ? 'up' : status;
}
