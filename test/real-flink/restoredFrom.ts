import { z } from 'zod';
import { askFlink } from './askFlink';
import type { RealFlink } from './startFlink';

const checkpointsSchema = z.object({
  latest: z.object({
    restored: z
      .object({ is_savepoint: z.boolean(), external_path: z.string() })
      .nullish(),
  }),
});

/** Where the savepoint lies whose state a job began with; undefined when it began with none. */
export async function restoredFrom(
  { restUrl }: RealFlink,
  jobId: string,
): Promise<string | undefined> {
  const { latest } = await askFlink(
    restUrl,
    `/jobs/${jobId}/checkpoints`,
    checkpointsSchema,
  );
  return latest.restored?.is_savepoint
    ? latest.restored.external_path
    : undefined;
}
