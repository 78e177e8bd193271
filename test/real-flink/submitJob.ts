import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { askFlink } from './askFlink';
import type { RealFlink } from './startFlink';

const uploadedSchema = z.object({ filename: z.string() });
const startedSchema = z.object({ jobid: z.string().regex(/^[0-9a-f]{32}$/) });

/** Two, so that one vertex has several subtasks. */
const PARALLELISM = 2;

/** How to run the job of `java/job/CountingJob.java`. */
export interface JobOptions {
  readonly name?: string;
  /** The number at which the job throws; it never does without. */
  readonly throwAt?: number;
}

/**
 * Uploads the job's jar and runs it.
 *
 * @returns the job's id; the job has been accepted and may not run yet
 * @throws FlinkRefused
 */
export async function submitJob(
  flink: RealFlink,
  options: JobOptions = {},
): Promise<string> {
  return run(flink, options, {});
}

/**
 * Like {@link submitJob}, with the state of a savepoint.
 *
 * @throws FlinkRefused
 */
export async function runFromSavepoint(
  flink: RealFlink,
  savepointPath: string,
  options: JobOptions = {},
): Promise<string> {
  return run(flink, options, { savepointPath, allowNonRestoredState: false });
}

/** A jar that is not this folder's own. */
export interface JarOptions {
  /** Path of the jar, whose manifest names the main class. */
  readonly jar: string;
  /** Where state to begin with lies. */
  readonly savepointPath?: string;
  /** As many subtasks as jobs have here otherwise, when it is left out. */
  readonly parallelism?: number;
}

/**
 * Uploads any jar and runs its main class.
 *
 * @returns the job's id; the job has been accepted and may not run yet
 * @throws FlinkRefused
 */
export async function runJar(
  { restUrl }: RealFlink,
  { jar, savepointPath, parallelism = PARALLELISM }: JarOptions,
): Promise<string> {
  return uploadAndRun(restUrl, jar, {
    parallelism,
    ...(savepointPath ? { savepointPath, allowNonRestoredState: false } : {}),
  });
}

async function run(
  { restUrl, jobJar }: RealFlink,
  { name, throwAt }: JobOptions,
  from: object,
): Promise<string> {
  return uploadAndRun(restUrl, jobJar, {
    ...from,
    parallelism: PARALLELISM,
    programArgsList: [
      ...(name ? ['--name', name] : []),
      ...(throwAt === undefined ? [] : ['--throw-at', String(throwAt)]),
    ],
  });
}

async function uploadAndRun(
  restUrl: string,
  jar: string,
  json: object,
): Promise<string> {
  const form = new FormData();
  form.append('jarfile', new Blob([readFileSync(jar)]), basename(jar));
  const { filename } = await askFlink(restUrl, '/jars/upload', uploadedSchema, {
    method: 'POST',
    form,
  });
  const { jobid } = await askFlink(
    restUrl,
    `/jars/${basename(filename)}/run`,
    startedSchema,
    { method: 'POST', json },
  );
  return jobid;
}
