import { z } from 'zod';
import { until } from '../src/portal/until';
import { askFlink } from './askFlink';
import type { RealFlink } from './startFlink';

const countsSchema = z.object({ counts: z.object({ completed: z.number() }) });

/**
 * Waits until a job has completed so many checkpoints.
 *
 * @returns how many it has
 * @throws Error when it does not within a minute
 */
export async function waitForCheckpoints(
  { restUrl }: RealFlink,
  jobId: string,
  atLeast: number,
): Promise<number> {
  const { counts } = await until(
    () => askFlink(restUrl, `/jobs/${jobId}/checkpoints`, countsSchema),
    answer => answer.counts.completed >= atLeast,
  );
  return counts.completed;
}
