import { InputError } from '@backstage/errors';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { z } from 'zod';

const snapshotName = z.string().min(1).max(512);
const parallelism = z.number().int().min(1).max(32_768);
// Neither a path that climbs nor a scheme or host: it is only ever put behind what is in use.
const artifact = z
  .string()
  .min(1)
  .max(1_024)
  .regex(/^[\w.\-/!*'()]+$/, 'has characters that no key or tag has')
  .refine(text => !text.split('/').includes('..'), 'must not climb with ".."');

const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('snapshot') }),
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('restart') }),
  z.strictObject({ kind: z.literal('rollback') }),
  z.strictObject({ kind: z.literal('forceStop') }),
  z.strictObject({
    kind: z.literal('start'),
    from: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('latest') }),
      z.strictObject({ type: z.literal('snapshot'), snapshotName }),
      z.strictObject({ type: z.literal('none') }),
    ]),
    allowNonRestoredState: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('rescale'),
    parallelism,
    parallelismPerKpu: z.number().int().min(1).max(8).optional(),
  }),
  z
    .strictObject({
      kind: z.literal('upgrade'),
      flinkVersion: z
        .string()
        .regex(/^\d{1,2}\.\d{1,3}$/, 'must look like 2.2')
        .optional(),
      artifact: artifact.optional(),
    })
    .refine(
      ({ flinkVersion, artifact: build }) => flinkVersion ?? build,
      'an upgrade needs a flinkVersion or an artifact',
    ),
  z.strictObject({
    kind: z.literal('restore'),
    snapshotName,
    allowNonRestoredState: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('deleteSnapshot'), snapshotName }),
]);

/**
 * Reads an action's parameters from outside; what a kind does not take is an error.
 *
 * @throws InputError that says which parameter is wrong
 */
export function parseActionRequest(value: unknown): ActionRequest {
  const parsed = requestSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    );
    throw new InputError(`This is not an action: ${problems.join('; ')}`);
  }
  return parsed.data;
}
