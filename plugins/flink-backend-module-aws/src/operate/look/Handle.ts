import { z } from 'zod';

const handleSchema = z.object({
  /** Absent for snapshots, and where AWS named none. */
  operationId: z.string().optional(),
  /** The version an update made. */
  versionId: z.number().optional(),
  /** Epoch ms: a snapshot was seen ready. */
  readyAtMs: z.number().optional(),
});

/** What is kept of a call that AWS took. */
export type Handle = z.infer<typeof handleSchema>;

export function writeHandle(handle: Handle): string {
  return JSON.stringify(handle);
}

/** A handle of another release reads as one that says only that the call was made. */
export function readHandle(text: string): Handle {
  try {
    const parsed = handleSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
