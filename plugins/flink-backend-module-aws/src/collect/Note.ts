import { z } from 'zod';
import { discoverySchema } from '../metrics/Discovery';

const timeMs = z.number();

const operationDetailsSchema = z.object({
  failure: z.string().optional(),
  rollbackOperationId: z.string().optional(),
  fromVersion: z.number().optional(),
  toVersion: z.number().optional(),
});

// Each part stands alone: what an older release wrote differently is forgotten and read again.
const noteSchema = z.object({
  /** The status and since when it is seen. */
  status: z
    .object({
      value: z.string(),
      versionId: z.number(),
      firstSeenAt: timeMs,
      changeSeen: z.boolean(),
    })
    .optional()
    .catch(undefined),
  description: z
    .object({
      at: timeMs,
      rolledBackFrom: z.number().optional(),
      streamNames: z.array(z.string()),
    })
    .optional()
    .catch(undefined),
  operations: z
    .object({
      at: timeMs,
      details: z.record(z.string(), operationDetailsSchema),
    })
    .optional()
    .catch(undefined),
  snapshotsAt: timeMs.optional().catch(undefined),
  tagsAt: timeMs.optional().catch(undefined),
  discovery: discoverySchema.optional().catch(undefined),
  /** Why the last discovery failed, until one works. */
  discoveryFailure: z
    .object({ at: timeMs, message: z.string() })
    .optional()
    .catch(undefined),
  metrics: z
    .object({ attemptedAt: timeMs, readToMs: timeMs.optional() })
    .optional()
    .catch(undefined),
  /** Metrics paid for in a month. */
  spend: z
    .object({ month: z.string(), metrics: z.number() })
    .optional()
    .catch(undefined),
});

/** What the runtime keeps of an application from one collection to the next. Times are epoch ms. */
export type Note = z.infer<typeof noteSchema>;

/** Reads a note; what cannot be understood is as if it had never been written. */
export function readNote(text: string | undefined): Note {
  if (!text) {
    return {};
  }
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The text form of a note. */
export function writeNote(note: Note): string {
  return JSON.stringify(note);
}
