import { z } from 'zod';

/*
 * The CRDs have no required property and the operators of four years wrote the same field in different
 * ways. A field of the wrong shape is read as absent: one odd value must not hide an application.
 */

/** A text; anything else reads as absent. Numbers become text (`flink-version: 1.17`). */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform(value => value ?? undefined)
  .catch(undefined);

/** A number, also when it was written as text. */
export const number = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .nullish()
  .transform(value =>
    value === null || value === undefined ? undefined : Number(value),
  )
  .catch(undefined);

/** Epoch milliseconds as a number or as text; 0 means "never" to the operator and reads as absent. */
export const epochMs = number.transform(value =>
  value !== undefined && value > 0 ? value : undefined,
);

/** A time in ISO 8601, as epoch milliseconds. Nanoseconds are cut. */
export const isoTime = z
  .string()
  .nullish()
  .transform(value => {
    const parsed = value ? Date.parse(value) : NaN;
    return Number.isNaN(parsed) ? undefined : parsed;
  })
  .catch(undefined);

/** true, false, or absent. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform(v => v === 'true')])
  .nullish()
  .transform(value => value ?? undefined)
  .catch(undefined);

/** A map of texts, such as labels; never absent. */
export const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform(value => value ?? {})
  .catch({});

/** An object that may be absent or `null`. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema
    .nullish()
    .transform(value => value ?? undefined)
    .catch(undefined);
}

/** A list that may be absent; never undefined. */
export function listOf<T extends z.ZodType>(schema: T) {
  return z
    .array(schema)
    .nullish()
    .transform(value => value ?? [])
    .catch([]);
}
