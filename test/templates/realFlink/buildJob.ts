import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exampleForm, planOfForm } from '../planExample';
import { renderLayers } from '../renderLayers';

/**
 * Renders a job that reads and writes files, and builds its jar with the repository's own pom. Its tests are run
 * elsewhere (`yarn verify-templates`).
 *
 * @returns the path of the jar
 * @throws Error with the end of Maven's output
 */
export async function buildJob(
  language: 'java' | 'sql',
  flinkVersion: string,
  folder: string,
): Promise<string> {
  const form = {
    ...exampleForm('eks-java'),
    language,
    name: `${language}-on-files`,
    flinkVersion,
    environments: ['staging'],
    source: { kind: 's3', uri: 's3://example-raw/events', format: 'json' },
    sink: { kind: 's3', uri: 's3://example-lake/summaries', format: 'json' },
  };
  await renderLayers(planOfForm(form), folder);
  try {
    execFileSync('mvn', ['-B', '-ntp', '-q', '-DskipTests', 'package'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    const output =
      error instanceof Error && 'stdout' in error ? error.stdout : '';
    throw new Error(
      `The generated repository does not build: ${String(output).slice(-4000)}`,
    );
  }
  const jar = readdirSync(join(folder, 'target')).find(name =>
    name.endsWith('-job.jar'),
  );
  if (!jar) {
    throw new Error(`There is no *-job.jar in ${folder}/target`);
  }
  return join(folder, 'target', jar);
}
