import { z } from 'zod';
import { until } from '../src/portal/until';
import { askFlink } from './askFlink';
import type { RealFlink } from './startFlink';

const jobSchema = z.object({
  vertices: z.array(
    z.object({ metrics: z.object({ 'write-records': z.number() }) }),
  ),
});

/**
 * Waits until one of a job's vertices has passed on so many records.
 *
 * @throws Error when none does within a minute
 */
export async function waitForRecords(
  { restUrl }: RealFlink,
  jobId: string,
  atLeast: number,
): Promise<void> {
  await until(
    () => askFlink(restUrl, `/jobs/${jobId}`, jobSchema),
    ({ vertices }) =>
      vertices.some(({ metrics }) => metrics['write-records'] >= atLeast),
  );
}
