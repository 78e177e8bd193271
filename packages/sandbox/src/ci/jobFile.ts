import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from './Failure';

/** Where a repository says what job it holds. */
export const JOB_FILE = '.flink/job.json';

// Only what deploying needs; the file holds the whole plan.
const jobSchema = z.object({
  name: z.string(),
  target: z.enum(['managed', 'eks']),
  environments: z
    .array(
      z.object({
        name: z.string(),
        accountId: z.string(),
        region: z.string(),
        managed: z.object({ artifactBucket: z.string() }).optional(),
        eks: z
          .object({
            cluster: z.string(),
            namespace: z.string(),
            imageRepository: z.string(),
          })
          .optional(),
      }),
    )
    .min(1),
});

/** A job, as far as CI needs to know it. */
export type Job = z.infer<typeof jobSchema>;
/** An environment a job is deployed to. */
export type JobEnvironment = Job['environments'][number];

/**
 * The job a checkout holds; undefined when it holds none.
 *
 * @throws Failure when the file is there and cannot be read
 */
export function readJob(folder: string): Job | undefined {
  const path = join(folder, JOB_FILE);
  if (!existsSync(path)) {
    return undefined;
  }
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(`${JOB_FILE} is no JSON`, [String(error)]);
  }
  const read = jobSchema.safeParse(document);
  if (!read.success) {
    throw new Failure(`${JOB_FILE} does not describe a job`, [
      z.prettifyError(read.error),
    ]);
  }
  return read.data;
}

/** The note of what is still open about an environment; it must not be deployed to while there is one. */
export function openNote(
  folder: string,
  environment: JobEnvironment,
): string | undefined {
  const path = join('.flink', 'open', `${environment.name}.md`);
  return existsSync(join(folder, path)) ? path : undefined;
}
