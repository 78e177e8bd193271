import { InputError } from '@backstage/errors';
import {
  ACTION_KINDS,
  type ActionKind,
  type ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';
import { z } from 'zod';

/** A name as the portal showed it: one line, nothing a path or another bucket could be made of. */
const snapshotName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\p{Cc}]+$/u, 'must be one line');
const allowNonRestoredState = z.boolean().optional();

const restoreFrom = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('latest') }),
  z.strictObject({ type: z.literal('snapshot'), snapshotName }),
  z.strictObject({ type: z.literal('none') }),
]);

const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('snapshot') }),
  z.strictObject({ kind: z.literal('restart') }),
  z.strictObject({
    kind: z.literal('rescale'),
    parallelism: z.int().min(1).max(32_768),
    parallelismPerKpu: z.int().min(1).max(8).optional(),
  }),
  z
    .strictObject({
      kind: z.literal('upgrade'),
      flinkVersion: z
        .string()
        .regex(/^\d{1,2}\.\d{1,3}$/, 'must look like 2.2')
        .optional(),
      artifact: z
        .string()
        .min(1)
        .max(1024)
        .regex(/^[\w.\-/!*'()]+$/, 'has characters that no key or tag has')
        .refine(
          value => !value.split('/').includes('..'),
          'must not climb with ".."',
        )
        .optional(),
    })
    .refine(
      ({ flinkVersion, artifact }) =>
        flinkVersion !== undefined || artifact !== undefined,
      'names neither a Flink version nor an artifact',
    ),
  z.strictObject({
    kind: z.literal('start'),
    from: restoreFrom,
    allowNonRestoredState,
  }),
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({
    kind: z.literal('restore'),
    snapshotName,
    allowNonRestoredState,
  }),
  z.strictObject({ kind: z.literal('rollback') }),
  z.strictObject({ kind: z.literal('forceStop') }),
  z.strictObject({ kind: z.literal('deleteSnapshot'), snapshotName }),
]);

/**
 * An action as a person or an agent named it.
 *
 * @throws InputError naming what is wrong; what the kind does not take is an error
 */
export function parseActionRequest(value: unknown): ActionRequest {
  const parsed = requestSchema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const kind = kindOf(value);
  if (!kind) {
    throw new InputError(
      `The request names no action; its kind must be one of ${ACTION_KINDS.join(
        ', ',
      )}`,
    );
  }
  const problems = parsed.error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(': '),
  );
  throw new InputError(
    `The request to ${kind} is wrong: ${problems.join('; ')}`,
  );
}

function kindOf(value: unknown): ActionKind | undefined {
  const kind =
    typeof value === 'object' && value !== null && 'kind' in value
      ? value.kind
      : undefined;
  return ACTION_KINDS.find(each => each === kind);
}
