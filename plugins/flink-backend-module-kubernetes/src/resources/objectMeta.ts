import { z } from 'zod';
import { isoTime, listOf, number, text, texts } from './lenient';

/** Metadata of an object. Name and uid are the only fields an API server always writes. */
export const objectMetaSchema = z.object({
  name: z.string().min(1),
  namespace: z.string().min(1),
  uid: z.string().min(1).optional(),
  resourceVersion: text,
  generation: number,
  creationTimestamp: isoTime,
  deletionTimestamp: isoTime,
  labels: texts,
  annotations: texts,
  ownerReferences: listOf(z.object({ kind: text, name: text, uid: text })),
  managedFields: listOf(
    z.object({
      manager: text,
      operation: text,
      time: isoTime,
      subresource: text,
      fieldsV1: z.record(z.string(), z.unknown()).nullish().catch(undefined),
    }),
  ),
});

/** @see objectMetaSchema */
export type ObjectMeta = z.output<typeof objectMetaSchema>;

/** What every object has; the rest is read by the kind's own schema. */
export const anyObjectSchema = z.looseObject({
  metadata: objectMetaSchema,
});

/** `namespace/name`: unique within a kind. */
export function keyOf(object: { metadata: ObjectMeta }): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

/** Who wrote the spec last, and when, from the API server's own bookkeeping. */
export function lastSpecWrite(
  meta: ObjectMeta,
): { manager?: string; atMs: number } | undefined {
  let newest: { manager?: string; atMs: number } | undefined;
  for (const entry of meta.managedFields) {
    const touchesSpec =
      !entry.subresource && entry.fieldsV1 && 'f:spec' in entry.fieldsV1;
    if (
      touchesSpec &&
      entry.time !== undefined &&
      entry.time >= (newest?.atMs ?? 0)
    ) {
      newest = { manager: entry.manager, atMs: entry.time };
    }
  }
  return newest;
}
