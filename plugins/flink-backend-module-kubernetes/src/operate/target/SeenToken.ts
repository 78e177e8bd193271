import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';
import type { FreshDeployment } from './FreshDeployment';
import { snapshotObjectOf } from './namedSnapshot';

const seenSchema = z.object({
  uid: z.string(),
  generation: z.number(),
  deleting: z.boolean(),
  /** What runs is not what the spec says: the operator went back. */
  rolledBack: z.boolean(),
  /** The snapshot the request names: another of the same name is another state. */
  snapshot: z.string().optional(),
});

/** What a plan was made from, as far as a change of it changes what the action means. */
export type SeenToken = z.output<typeof seenSchema>;

/** The token of a reading: spec and state that matter, not what the operator writes by itself. */
export function tokenOf(
  fresh: FreshDeployment,
  request: ActionRequest,
): string {
  const { uid, generation, view, deployment } = fresh;
  const snapshot = snapshotObjectOf(fresh, request)?.metadata.uid;
  const seen: SeenToken = {
    uid,
    generation,
    deleting: deployment.metadata.deletionTimestamp !== undefined,
    rolledBack:
      view.lifecycle === 'ROLLING_BACK' || view.lifecycle === 'ROLLED_BACK',
    ...(snapshot ? { snapshot } : {}),
  };
  return JSON.stringify(seen);
}

/** @throws FlinkActionError when the text is no token of this runtime */
export function readSeenToken(token: string): SeenToken {
  try {
    return seenSchema.parse(JSON.parse(token));
  } catch (error) {
    throw new FlinkActionError(
      'conflict',
      'The plan was made by another version of the portal. Nothing was sent. Review again.',
      error,
    );
  }
}
