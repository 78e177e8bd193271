import { z } from 'zod';
import { flattenFlinkConfiguration } from './flinkConfiguration';
import { flag, number, optional, text } from './lenient';

/** `spec.job`. Defaults live in the operator, so what is absent is filled in here. */
export const jobSpecSchema = z.object({
  jarURI: text,
  entryClass: text,
  parallelism: number,
  // Source: operator, JobSpec: running, stateless, false.
  state: text.transform(value => value ?? 'running'),
  upgradeMode: text.transform(value => value ?? 'stateless'),
  initialSavepointPath: text,
  allowNonRestoredState: flag,
});

const workerSchema = z.object({ replicas: number });

/** `spec` of a FlinkDeployment, and of the records of it that the operator keeps in the status. */
export const deploymentSpecSchema = z.object({
  image: text,
  flinkVersion: text,
  mode: text.transform(value => value ?? 'native'),
  flinkConfiguration: z
    .unknown()
    .optional()
    .transform(flattenFlinkConfiguration),
  job: optional(jobSpecSchema),
  jobManager: optional(workerSchema),
  taskManager: optional(workerSchema),
  restartNonce: number,
  emrReleaseLabel: text,
});

/** @see deploymentSpecSchema */
export type DeploymentSpec = z.output<typeof deploymentSpecSchema>;

const recordedSchema = z.object({ spec: deploymentSpecSchema });

/**
 * `lastReconciledSpec` and `lastStableSpec`: the spec as a JSON text. Undefined when absent or
 * unreadable, which only means that less is known.
 */
export const recordedSpecSchema = text.transform(
  (recorded): DeploymentSpec | undefined => {
    if (!recorded) return undefined;
    try {
      const parsed = recordedSchema.safeParse(JSON.parse(recorded));
      return parsed.success ? parsed.data.spec : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  },
);

/** The value of the first key that is set. */
export function configured(
  spec: Pick<DeploymentSpec, 'flinkConfiguration'>,
  ...keys: string[]
): string | undefined {
  for (const key of keys) {
    const value = spec.flinkConfiguration[key];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Whether the JobManager survives its own loss: HA configured, or EMR's own switch for it. */
export function hasHighAvailability(spec: DeploymentSpec): boolean {
  const type = configured(
    spec,
    'high-availability.type',
    'high-availability',
  )?.toLowerCase();
  return type !== undefined && type !== '' && type !== 'none';
}
