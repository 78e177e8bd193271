import { createHash } from 'crypto';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';
import type { Intention } from '../patch/Intention';
import { sentFieldsOf } from '../patch/readBack';
import type { FreshDeployment } from '../target/FreshDeployment';

const patchedSchema = z.object({
  type: z.literal('patch'),
  /** Epoch ms. */
  sentAtMs: z.number(),
  uid: z.string(),
  /** `metadata.generation` that the patch made; the operator is done with nothing older. */
  generation: z.number(),
  /** Fields that the API server did not take over. */
  dropped: z.array(z.string()).optional(),
  /** Fingerprints of what was sent; absent when the answer was lost. */
  fields: z.array(z.tuple([z.array(z.string()), z.string()])).optional(),
  /** Fingerprints of what stood in the status before and says nothing about this action. */
  errorBefore: z.string().optional(),
  savepointBefore: z.string().optional(),
  /** Epoch ms: since when an error of the operator stands. */
  errorSinceMs: z.number().optional(),
  /** Epoch ms by step: when it was first seen at work. */
  steps: z.record(z.string(), z.number()).optional(),
});
const handleSchema = z.discriminatedUnion('type', [
  patchedSchema,
  z.object({
    type: z.literal('create'),
    name: z.string(),
    sentAtMs: z.number(),
  }),
  z.object({
    type: z.literal('delete'),
    name: z.string(),
    uid: z.string(),
    sentAtMs: z.number(),
  }),
  z.object({
    /** Whether the call was made is not known yet. */
    type: z.literal('searching'),
    /** Epoch ms. */
    sinceMs: z.number(),
    /** Of the FlinkDeployment when the search began. */
    resourceVersion: z.string().optional(),
  }),
]);

/** What is noted about an action between two looks. */
export type Handle = z.output<typeof handleSchema>;
/** @see Handle */
export type PatchedHandle = z.output<typeof patchedSchema>;
/** @see Handle */
export type SearchingHandle = Extract<Handle, { type: 'searching' }>;

/** The note after a call that was answered. */
export function handleAfter(
  fresh: FreshDeployment,
  intention: Intention,
  sentAtMs: number,
  answered: { generation: number; dropped: string[] } = {
    generation: fresh.generation,
    dropped: [],
  },
): Handle {
  if (intention.type === 'create') {
    return { type: 'create', name: intention.name, sentAtMs };
  }
  if (intention.type === 'delete') {
    return {
      type: 'delete',
      name: intention.name,
      uid: intention.uid,
      sentAtMs,
    };
  }
  const { view } = fresh;
  const error = view.error?.message;
  const savepoint = view.status?.jobStatus?.upgradeSavepointPath;
  return {
    type: 'patch',
    sentAtMs,
    uid: fresh.uid,
    generation: answered.generation,
    ...(answered.dropped.length > 0 ? { dropped: answered.dropped } : {}),
    fields: sentFieldsOf(intention.spec).map(([path, print]) => [
      [...path],
      print,
    ]),
    ...(error ? { errorBefore: fingerprintOf(error) } : {}),
    ...(savepoint ? { savepointBefore: fingerprintOf(savepoint) } : {}),
  };
}

/** @throws FlinkActionError when the text is none of this runtime's */
export function readHandle(handle: string): Handle {
  try {
    return handleSchema.parse(JSON.parse(handle));
  } catch (error) {
    throw new FlinkActionError(
      'failed',
      'The note about this action was written by another version of the portal and cannot be read.',
      error,
    );
  }
}

/** A text is not kept where only its change matters. */
export function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
