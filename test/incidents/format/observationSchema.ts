import type {
  ApplicationConfiguration,
  ApplicationIdentity,
  ConditionCode,
  ObservedJob,
  ObservedState,
  Operation,
  OperationKind,
  Phase,
  RuntimeEvent,
  Snapshot,
  UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import { METRIC_NAMES } from '@flink-portal/backstage-plugin-flink-common';
import { z } from 'zod';

const CONDITION_CODES = [
  'jobManagerDown',
  'jobFailed',
  'jobCanceledExternally',
  'jobUnreachable',
  'jobRestarting',
  'changeFailed',
  'rolledBack',
  'specRejected',
  'operatorNotWatching',
  'operatorNotProgressing',
  'unsupportedFlinkVersion',
  'haMetadataLost',
  'taskManagerOutOfMemory',
  'taskManagerPending',
  'podRestarts',
  'imagePullFailed',
  'sessionClusterNotReady',
  'sessionJobLost',
  'suspendStalled',
  'suspendedButRunning',
  'deleteStalled',
  'scalingLimited',
  'snapshotFailed',
  'accessDenied',
] as const satisfies readonly ConditionCode[];

const PHASES = [
  'running',
  'changing',
  'stopped',
  'failed',
  'finished',
  'unrecognized',
] as const satisfies readonly Phase[];

const OPERATION_KINDS = [
  'create',
  'start',
  'stop',
  'restart',
  'update',
  'rescale',
  'autoscale',
  'rollback',
  'maintenance',
  'snapshot',
  'restore',
  'delete',
  'other',
] as const satisfies readonly OperationKind[];

/** Why a part could not be read. */
export const unreadableReason = z.enum([
  'denied',
  'unreachable',
  'throttled',
  'timeout',
  'invalid',
  'budget',
  'failed',
] as const satisfies readonly UnreadableReason[]);

const time = z.iso.datetime({ offset: true });
const texts = z.record(z.string(), z.string());

export const identitySchema = z.strictObject({
  id: z.string(),
  runtime: z.enum(['managed', 'kubernetes', 'standalone']),
  name: z.string(),
  sourceId: z.string(),
  scope: z.array(z.string()),
  externalId: z.string(),
  labels: texts,
}) satisfies z.ZodType<ApplicationIdentity>;

const conditionSchema = z.strictObject({
  code: z.enum(CONDITION_CODES),
  message: z.string(),
  since: time.optional(),
  evidence: z.string().optional(),
});

export const stateSchema = z.strictObject({
  phase: z.enum(PHASES),
  verbatim: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  since: time.optional(),
  change: z
    .strictObject({
      kind: z.enum(OPERATION_KINDS),
      startedAt: time,
      verbatim: z.string(),
    })
    .optional(),
  conditions: z.array(conditionSchema),
}) satisfies z.ZodType<ObservedState>;

export const configurationSchema = z.strictObject({
  workload: z.enum(['streaming', 'batch', 'notebook', 'sessionCluster']),
  flinkVersion: z.string().optional(),
  flinkVersionVerbatim: z.string().optional(),
  parallelism: z.number().optional(),
  currentParallelism: z.number().optional(),
  parallelismPerKpu: z.number().optional(),
  autoscalingEnabled: z.boolean().optional(),
  checkpointingEnabled: z.boolean().optional(),
  checkpointIntervalMs: z.number().optional(),
  snapshotsEnabled: z.boolean().optional(),
  rollbackEnabled: z.boolean().optional(),
  upgradeMode: z.string().optional(),
  metricsLevel: z.string().optional(),
  artifact: z.string().optional(),
  version: z.string().optional(),
  versionAt: time.optional(),
  properties: z
    .array(z.strictObject({ group: z.string(), entries: texts }))
    .optional(),
}) satisfies z.ZodType<ApplicationConfiguration>;

const checkpointSchema = z.strictObject({
  at: time,
  durationMs: z.number().optional(),
  sizeBytes: z.number().optional(),
  failure: z.string().optional(),
});

export const jobsSchema = z.array(
  z.strictObject({
    jobId: z.string().optional(),
    name: z.string(),
    status: z.string().optional(),
    startedAt: time.optional(),
    parallelism: z.number().optional(),
    lastCompletedCheckpoint: checkpointSchema.optional(),
    lastFailedCheckpoint: checkpointSchema.optional(),
    restoredCheckpoints: z.number().optional(),
    checkpointIntervalMs: z.union([z.number(), z.literal('off')]).optional(),
    conditions: z.array(conditionSchema).optional(),
  }) satisfies z.ZodType<ObservedJob>,
);

export const operationsSchema = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.enum(OPERATION_KINDS),
    verbatim: z.string(),
    status: z.enum(['inProgress', 'succeeded', 'failed', 'cancelled']),
    startedAt: time,
    endedAt: time.optional(),
    planned: z.boolean(),
    initiatedBy: z.string().optional(),
    change: z.string().optional(),
    failure: z.string().optional(),
  }) satisfies z.ZodType<Operation>,
);

export const snapshotsSchema = z.array(
  z.strictObject({
    name: z.string(),
    kind: z.enum(['snapshot', 'savepoint', 'checkpoint']),
    status: z.enum(['creating', 'ready', 'failed', 'deleting']),
    createdAt: time,
    sizeBytes: z.number().optional(),
    location: z.string().optional(),
    version: z.string().optional(),
    flinkVersion: z.string().optional(),
    failure: z.string().optional(),
  }) satisfies z.ZodType<Snapshot>,
);

export const eventsSchema = z.array(
  z.strictObject({
    at: time,
    type: z.enum(['normal', 'warning']),
    reason: z.string(),
    message: z.string(),
    count: z.number(),
    object: z.string().optional(),
  }) satisfies z.ZodType<RuntimeEvent>,
);

/** A column of metric values. */
export const columnSchema = z.strictObject({
  metric: z.enum(METRIC_NAMES),
  part: z
    .strictObject({
      kind: z.enum(['source', 'task', 'taskManager', 'job']),
      name: z.string(),
    })
    .optional(),
});
