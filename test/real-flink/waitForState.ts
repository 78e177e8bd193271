import { z } from 'zod';
import { until } from '../src/portal/until';
import { askFlink } from './askFlink';
import type { RealFlink } from './startFlink';

const jobSchema = z.object({
  state: z.string(),
  vertices: z.array(z.object({ status: z.string() })),
});

/**
 * Waits until a job is in a state, and for RUNNING until its tasks are as well.
 *
 * @throws Error when it is not within a minute
 */
export async function waitForState(
  { restUrl }: RealFlink,
  jobId: string,
  state: 'RUNNING' | 'FAILED' | 'FINISHED' | 'CANCELED',
): Promise<void> {
  await until(
    () => askFlink(restUrl, `/jobs/${jobId}`, jobSchema),
    job =>
      job.state === state &&
      (state !== 'RUNNING' ||
        job.vertices.every(({ status }) => status === 'RUNNING')),
  );
}
