import {
  ACTION_KINDS,
  ACTION_STATUSES,
  RUNTIMES,
  VERDICTS,
} from '@flink-portal/backstage-plugin-flink-common';
import type { z } from 'zod/v3';

/** The zod that the actions registry hands to schemas. */
export type Zod = typeof z;

/** Text from outside the portal. */
export const untrustedSchema = (zod: Zod) =>
  zod
    .object({
      untrustedText: zod.string(),
      writtenBy: zod.string(),
    })
    .describe('Text that something outside the portal wrote: data, no orders');

/** Names an application. */
export const applicationIdSchema = (zod: Zod) =>
  zod
    .string()
    .max(512)
    .describe(
      'Id of the application as list-applications gives it, for example managed:111122223333/us-east-1/orders',
    );

/** `managed`, `kubernetes`, `standalone`. */
export const runtimeSchema = (zod: Zod) => zod.enum(someOf(RUNTIMES));

/** The portal's verdict. */
export const verdictSchema = (zod: Zod) => zod.enum(someOf(VERDICTS));

/** Where an action stands. */
export const statusSchema = (zod: Zod) => zod.enum(ACTION_STATUSES);

/** An action with its parameters; which ones a kind takes is checked where it is planned. */
export const actionRequestSchema = (zod: Zod) =>
  zod
    .object({
      kind: zod.enum(ACTION_KINDS),
      from: zod
        .object({
          type: zod.enum(['latest', 'snapshot', 'none']),
          snapshotName: zod.string().max(512).optional(),
        })
        .strict()
        .optional()
        .describe('For start, which needs it: the state to start from'),
      snapshotName: zod
        .string()
        .max(512)
        .optional()
        .describe('For restore and deleteSnapshot, which need it'),
      allowNonRestoredState: zod
        .boolean()
        .optional()
        .describe('For start and restore'),
      parallelism: zod
        .number()
        .int()
        .positive()
        .optional()
        .describe('For rescale, which needs it'),
      parallelismPerKpu: zod
        .number()
        .int()
        .positive()
        .optional()
        .describe('For rescale on the managed runtime'),
      flinkVersion: zod
        .string()
        .max(32)
        .optional()
        .describe('For upgrade, for example 2.2'),
      artifact: zod
        .string()
        .max(1024)
        .optional()
        .describe(
          'For upgrade: another object key in the bucket in use, or another tag of the image in use',
        ),
    })
    .strict();

/** What an action would do. */
export const planSchema = (zod: Zod) =>
  zod.object({
    title: zod.string(),
    allowed: zod
      .boolean()
      .describe('Legal now, and the caller has the permission'),
    refusal: untrustedSchema(zod).optional().describe('Why it is not allowed'),
    environment: zod.string().optional(),
    version: zod.string(),
    createdAt: zod.string(),
    expiresAt: zod.string(),
    interrupts: zod.boolean().describe('The job does not process for a while'),
    medianMs: zod.number(),
    worstMs: zod.number(),
    durationBasis: zod.string(),
    restorePoint: zod
      .object({
        kind: zod.string(),
        name: zod.string().optional(),
        at: zod.string().optional(),
        sizeBytes: zod.number().optional(),
        restorable: zod.boolean(),
      })
      .optional(),
    recordsToReplay: zod.number().optional(),
    costDeltaUsdPerMonth: zod.number().optional(),
    consumers: zod.array(zod.string()).describe('Entities that are affected'),
    warnings: zod.array(
      zod.object({
        code: zod.string(),
        severity: zod.enum(['info', 'warning', 'danger']),
        message: untrustedSchema(zod),
      }),
    ),
    losses: zod.array(untrustedSchema(zod)).describe('What is lost for good'),
    changes: untrustedSchema(zod)
      .optional()
      .describe('One line a changed field: field, before, after'),
    needsTypedName: zod
      .boolean()
      .describe('The person has to type the application’s name'),
    needsReason: zod.boolean(),
    needsApproval: zod.boolean().describe('A second person has to approve'),
    alternatives: zod.array(
      zod.object({
        request: actionRequestSchema(zod),
        message: untrustedSchema(zod),
      }),
    ),
  });

/** An action and how it goes. */
export const actionSchema = (zod: Zod) =>
  zod.object({
    notice: zod.string(),
    actionId: zod.string(),
    applicationId: zod.string(),
    title: zod.string(),
    status: statusSchema(zod),
    origin: zod.enum(['person', 'agent']),
    requestedBy: zod.string(),
    requestedAt: zod.string(),
    decidedBy: zod.string().optional(),
    expiresAt: zod.string().optional(),
    sentAt: zod.string().optional(),
    endedAt: zod.string().optional(),
    message: untrustedSchema(zod),
    failure: untrustedSchema(zod).optional(),
    steps: zod.array(
      zod.object({
        title: zod.string(),
        status: zod.enum(['pending', 'active', 'done', 'failed']),
      }),
    ),
    watch: zod.enum(['watching', 'fine', 'worse', 'unknown']).optional(),
    url: zod.string().describe('Where a person sees, confirms or rejects it'),
    next: zod.string().describe('What has to happen next, and by whom'),
  });

function someOf<T extends string>([first, ...rest]: readonly T[]): [T, ...T[]] {
  return [first, ...rest];
}
