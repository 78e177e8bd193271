import { readFileSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { exampleForm, planOfForm } from '../planExample';
import { obtainPyFlink } from '../python/obtainPyFlink';
import { renderLayers } from '../renderLayers';
import type { BuildCase } from './coveringSet';
import { isUnresolved, olderPatches } from './olderPatches';
import { runLogged } from './runLogged';

/** What became of building a generated repository. */
export interface VerifiedRepository {
  /** Unresolved: this machine's Maven repository lacks something, so that nothing is proved either way. */
  readonly outcome: 'passed' | 'failed' | 'unresolved';
  readonly plan: JobPlan;
  /** The patch of Flink it was built with. */
  readonly flink: string;
  /** How many tests of its own ran. */
  readonly tests: number;
  /** What its last build said. */
  readonly said: string;
  readonly seconds: number;
  /** What is deployed, or brings the connectors along. */
  readonly jar?: string;
}

/**
 * Renders a repository and runs its own `bin/verify`, with an older patch of Flink when there is no other way.
 *
 * @param folder - empty; the repository and what was said stay there
 * @param goal - of Maven, to run instead of `bin/verify`
 */
export async function verifyRepository(
  { language, line, example, fields }: BuildCase,
  folder: string,
  goal?: string,
): Promise<VerifiedRepository> {
  const startedMs = Date.now();
  const repository = join(folder, 'repository');
  const plan = planOfForm({ ...exampleForm(example), ...fields });
  await renderLayers(plan, repository);

  const build =
    language === 'python'
      ? await pythonBuild(repository, plan)
      : mavenBuild(repository, goal);
  // The environment of a Python job has the patch it names.
  const patches =
    language === 'python' ? [] : olderPatches(line, plan.flink.version);
  let flink = plan.flink.version;
  let { outcome, said } = await build(join(folder, 'verify.log'), []);
  for (const patch of patches) {
    if (outcome === 'unresolved') {
      flink = patch;
      ({ outcome, said } = await build(join(folder, `verify-${patch}.log`), [
        `-Dflink.version=${patch}`,
      ]));
    }
  }
  return {
    outcome,
    plan,
    flink,
    tests: testsIn(said),
    said,
    seconds: Math.round((Date.now() - startedMs) / 1000),
    jar: outcome === 'passed' ? jarIn(join(repository, 'target')) : undefined,
  };
}

type Build = (
  log: string,
  options: readonly string[],
) => Promise<Pick<VerifiedRepository, 'outcome' | 'said'>>;

function mavenBuild(cwd: string, goal: string | undefined): Build {
  return async (log, options) =>
    outcomeOf(
      log,
      goal
        ? await runLogged('mvn', ['-B', '-ntp', goal, ...options], { cwd, log })
        : await runLogged('bin/verify', options, { cwd, log }),
    );
}

async function pythonBuild(cwd: string, plan: JobPlan): Promise<Build> {
  const { python } = await obtainPyFlink(
    plan.flink,
    join(cwd, 'requirements-dev.txt'),
  );
  // Flink starts `python`, which must be the one that has it.
  const PATH = `${dirname(python)}${delimiter}${process.env.PATH}`;
  return async log =>
    outcomeOf(
      log,
      await runLogged('bin/verify', [], {
        cwd,
        log,
        env: { PYTHON: python, PATH },
      }),
    );
}

function outcomeOf(
  log: string,
  passed: boolean,
): Pick<VerifiedRepository, 'outcome' | 'said'> {
  const said = readFileSync(log, 'utf8');
  if (passed) return { outcome: 'passed', said };
  return { outcome: isUnresolved(said) ? 'unresolved' : 'failed', said };
}

/** The sum of what surefire and failsafe, or pytest, say once for all tests of a run. */
function testsIn(said: string): number {
  return [
    ...said.matchAll(
      /Tests run: (\d+), .*Skipped: \d+\s*$|^=+ .*?(\d+) passed/gm,
    ),
  ].reduce((sum, [, maven, pytest]) => sum + Number(maven ?? pytest), 0);
}

function jarIn(target: string): string | undefined {
  const name = readdirSync(target).find(
    file => file.endsWith('-job.jar') || file === 'pyflink-dependencies.jar',
  );
  return name && join(target, name);
}
