import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  newJobFormSchema,
  type JobPlan,
} from '@flink-portal/backstage-plugin-flink-common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Where a generated repository keeps the plan it was made from. */
export const PLAN_FILE = '.flink/job.json';

/** What of a kept plan a change goes by; the rest is for the skeletons. */
const keptPlan = z.looseObject({
  form: newJobFormSchema,
  flink: z.object({ line: z.string(), version: z.string(), major: z.number() }),
  size: z.looseObject({
    parallelism: z.number(),
    maxParallelism: z.number(),
  }),
  catalog: z.looseObject({ resources: z.array(z.unknown()) }),
  repository: z.looseObject({ url: z.string(), defaultBranch: z.string() }),
  template: z.object({ name: z.string(), version: z.string() }),
});

/**
 * Reads the plan of a repository that a template made.
 *
 * @throws InputError when it has none, or one that somebody broke
 */
export async function readKeptPlan(
  workspacePath: string,
  folder: string,
): Promise<JobPlan> {
  const path = resolveSafeChildPath(workspacePath, join(folder, PLAN_FILE));
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError(
      `The repository has no ${PLAN_FILE}: it was not made by a Flink template of this portal, so it cannot be changed by one.`,
    );
  });
  const broken = (why: string) =>
    new InputError(
      `${PLAN_FILE} of the repository is broken: ${why}. Take it back from its history.`,
    );
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw broken(String(error));
  }
  const parsed = keptPlan.safeParse(plan);
  if (!parsed.success) {
    throw broken(
      parsed.error.issues
        .map(({ path: place, message }) => `${place.join('.')}: ${message}`)
        .join('; '),
    );
  }
  return plan as JobPlan;
}
