import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../tools/run';

/**
 * Builds the jar of a Java or SQL repository with its own pom. Its tests are run elsewhere (`builds/`).
 *
 * @returns the path of the jar
 * @throws Error with the end of Maven's output
 */
export async function buildJob(folder: string): Promise<string> {
  await outputOf('mvn', ['-B', '-ntp', '-q', '-DskipTests', 'package'], {
    cwd: folder,
  });
  const jar = readdirSync(join(folder, 'target')).find(name =>
    name.endsWith('-job.jar'),
  );
  if (!jar) {
    throw new Error(`There is no *-job.jar in ${folder}/target`);
  }
  return join(folder, 'target', jar);
}
