import { z } from 'zod';
import { recordedSpecSchema } from './flinkSpec';
import {
  epochMs,
  isoTime,
  listOf,
  number,
  optional,
  text,
  texts,
} from './lenient';
import { parseStatusError } from './statusError';

const legacySavepointSchema = z.object({
  timeStamp: epochMs,
  location: text,
  triggerType: text,
  formatType: text,
});

/** `status.jobStatus`. Times are epoch milliseconds, written as text. */
export const jobStatusSchema = z.object({
  jobName: text,
  jobId: text,
  state: text,
  startTime: epochMs,
  updateTime: epochMs,
  upgradeSavepointPath: text,
  savepointInfo: optional(
    z.object({
      lastSavepoint: optional(legacySavepointSchema),
      savepointHistory: listOf(legacySavepointSchema),
    }),
  ),
});

/** `status.reconciliationStatus`. */
export const reconciliationStatusSchema = z.object({
  state: text,
  reconciliationTimestamp: epochMs,
  lastReconciledSpec: z.unknown().optional().transform(sameText),
  lastStableSpec: z.unknown().optional().transform(sameText),
});

/** `status` of FlinkDeployments and FlinkSessionJobs of operators 1.1 to 1.15. */
export const flinkStatusSchema = z.object({
  lifecycleState: text,
  jobManagerDeploymentStatus: text,
  jobStatus: optional(jobStatusSchema),
  reconciliationStatus: optional(reconciliationStatusSchema),
  observedGeneration: number,
  error: text.transform(parseStatusError),
  conditions: listOf(
    z.object({
      type: text,
      status: text,
      reason: text,
      message: text,
      lastTransitionTime: isoTime,
    }),
  ),
  clusterInfo: texts,
  taskManager: optional(z.object({ replicas: number })),
});

/** @see flinkStatusSchema */
export type FlinkStatus = z.output<typeof flinkStatusSchema>;

/** A recorded spec: as text, to compare two of them, and read. */
function sameText(recorded: unknown) {
  const raw = typeof recorded === 'string' && recorded ? recorded : undefined;
  return { raw, spec: recordedSpecSchema.parse(raw) };
}
