import { z } from 'zod';
import { deploymentSpecSchema, jobSpecSchema } from './flinkSpec';
import { flinkStatusSchema, jobStatusSchema } from './flinkStatus';
import { epochMs, flag, isoTime, number, optional, text } from './lenient';
import { objectMetaSchema } from './objectMeta';
import { flattenFlinkConfiguration } from './flinkConfiguration';

/** FlinkDeployment of the operators 1.1 to 1.15, and of Amazon EMR on EKS. */
export const flinkDeploymentSchema = z.object({
  metadata: objectMetaSchema,
  spec: optional(deploymentSpecSchema),
  status: optional(flinkStatusSchema),
});
/** @see flinkDeploymentSchema */
export type FlinkDeployment = z.output<typeof flinkDeploymentSchema>;

/** FlinkSessionJob: one job on the session cluster it names. */
export const flinkSessionJobSchema = z.object({
  metadata: objectMetaSchema,
  spec: optional(
    z.object({
      deploymentName: text,
      job: optional(jobSpecSchema),
      flinkConfiguration: z
        .unknown()
        .optional()
        .transform(flattenFlinkConfiguration),
    }),
  ),
  status: optional(flinkStatusSchema),
});
/** @see flinkSessionJobSchema */
export type FlinkSessionJob = z.output<typeof flinkSessionJobSchema>;

/** FlinkStateSnapshot (operator 1.10 and later): a savepoint or checkpoint as an object. */
export const flinkStateSnapshotSchema = z.object({
  metadata: objectMetaSchema,
  spec: optional(
    z.object({
      jobReference: optional(z.object({ kind: text, name: text })),
      savepoint: optional(
        z.object({
          path: text,
          formatType: text,
          alreadyExists: flag,
          disposeOnDelete: flag,
        }),
      ),
      checkpoint: optional(z.looseObject({})),
    }),
  ),
  status: optional(
    z.object({
      state: text,
      triggerTimestamp: snapshotTime(),
      resultTimestamp: snapshotTime(),
      path: text,
      error: text,
      failures: number,
    }),
  ),
});
/** @see flinkStateSnapshotSchema */
export type FlinkStateSnapshot = z.output<typeof flinkStateSnapshotSchema>;

/** FlinkBlueGreenDeployment (operator 1.14 and later): two FlinkDeployments, one of them active. */
export const flinkBlueGreenDeploymentSchema = z.object({
  metadata: objectMetaSchema,
  spec: optional(
    z.object({
      template: optional(z.object({ spec: optional(deploymentSpecSchema) })),
    }),
  ),
  status: optional(
    z.object({
      jobStatus: optional(jobStatusSchema),
      blueGreenState: text,
      lastReconciledTimestamp: snapshotTime(),
      error: text,
    }),
  ),
});
/** @see flinkBlueGreenDeploymentSchema */
export type FlinkBlueGreenDeployment = z.output<
  typeof flinkBlueGreenDeploymentSchema
>;

/** Versions differ: ISO 8601, or epoch milliseconds as a number or text. */
function snapshotTime() {
  return z
    .unknown()
    .optional()
    .transform(
      value => epochMs.parse(value) ?? isoTime.parse(value) ?? undefined,
    );
}
