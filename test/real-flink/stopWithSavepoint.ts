import { z } from 'zod';
import { until } from '../src/portal/until';
import { askFlink } from './askFlink';
import type { RealFlink } from './startFlink';
import { waitForState } from './waitForState';

const triggeredSchema = z.object({ 'request-id': z.string() });
const resultSchema = z.object({
  status: z.object({ id: z.enum(['IN_PROGRESS', 'COMPLETED']) }),
  operation: z
    .object({
      location: z.string().optional(),
      'failure-cause': z.object({ 'stack-trace': z.string() }).optional(),
    })
    .nullish(),
});

/**
 * Stops a job with a savepoint, and waits until it has ended.
 *
 * @returns where the savepoint is
 * @throws Error in Flink's words when the savepoint failed
 */
export async function stopWithSavepoint(
  flink: RealFlink,
  jobId: string,
): Promise<string> {
  const { 'request-id': requestId } = await askFlink(
    flink.restUrl,
    `/jobs/${jobId}/stop`,
    triggeredSchema,
    { method: 'POST', json: { drain: false } },
  );
  const { operation } = await until(
    () =>
      askFlink(
        flink.restUrl,
        `/jobs/${jobId}/savepoints/${requestId}`,
        resultSchema,
      ),
    result => result.status.id === 'COMPLETED',
  );
  if (!operation?.location) {
    throw new Error(
      `The savepoint failed: ${operation?.['failure-cause']?.['stack-trace']}`,
    );
  }
  await waitForState(flink, jobId, 'FINISHED');
  return operation.location;
}
