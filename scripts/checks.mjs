import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { missingComponents } from './components.mjs';
import { root, run, say } from './toolchain.mjs';

const artifacts = join(root, 'artifacts');
const inCi = process.env.CI === 'true';

/** A tool that passes or fails as a whole counts as one. */
const tool =
  (command, ...toolArgs) =>
  async ({ node, env }) => {
    const code = await run(
      node,
      [join(root, 'node_modules', '.bin', command), ...toolArgs],
      { env },
    );
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };

/** Reads how many tests a runner ran; a runner that died without a report failed. */
function counted(code, file, read) {
  if (!existsSync(file)) {
    return { passed: 0, failed: 1 };
  }
  const {
    passed,
    failed,
    skipped = 0,
  } = read(JSON.parse(readFileSync(file, 'utf8')));
  const ranNone = passed + failed === 0;
  return {
    passed,
    failed: failed + (ranNone || (code !== 0 && failed === 0) ? 1 : 0),
    skipped,
  };
}

/** @param paths which tests; all but those that `ignored` matches when empty */
async function jestTests({ node, env }, id, paths, ignored, workers = 2) {
  const file = join(artifacts, `${id}.json`);
  const code = await run(
    node,
    [
      join(root, 'node_modules', '.bin', 'backstage-cli'),
      'repo',
      'test',
      '--watchAll=false',
      `--maxWorkers=${workers}`,
      '--silent',
      '--testPathIgnorePatterns',
      'node_modules',
      ...ignored,
      '--json',
      `--outputFile=${file}`,
      ...paths,
    ],
    { env: { ...env, NODE_OPTIONS: '--max-old-space-size=4096' } },
  );
  return counted(code, file, report => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests,
  }));
}

const TEMPLATES = join('test', 'templates');
const BUILDS = join(TEMPLATES, 'builds');

function unitTests(machine) {
  return jestTests(machine, 'unit', [], [TEMPLATES, 'realFlink']);
}

/** Renders repositories and holds them to linters, schemas, servers and their own checks. */
async function templateTests(machine) {
  const installed = await run(
    'bash',
    [join(root, TEMPLATES, 'tools', 'install.sh')],
    { env: machine.env },
  );
  if (installed !== 0) {
    return { passed: 0, failed: 1 };
  }
  return jestTests(machine, 'templates', [TEMPLATES], ['realFlink', BUILDS]);
}

/** Runs a sample of the repositories' own builds, one at a time: two Mavens do not share what they fetched. */
function buildTests(machine) {
  return jestTests(machine, 'builds', [BUILDS], [], 1);
}

/** Fetches Flink, and runs our reading and generated jobs on it. One cluster at a time is enough. */
function realFlinkTests(machine) {
  return jestTests(machine, 'real-flink', ['realFlink'], [], 1);
}

async function browserTests({ node, env }) {
  const file = join(artifacts, 'browser.json');
  const code = await run(
    node,
    [
      join(root, 'node_modules', '.bin', 'playwright'),
      'test',
      '--config',
      join('test', 'playwright.config.ts'),
    ],
    { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  );
  return counted(code, file, ({ stats }) => ({
    passed: stats.expected,
    // A test that passed only when tried again is a failure we have not understood.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
}

const checks = [
  {
    id: 'types',
    title: 'Types',
    // The API reports are read from what this writes, and an incremental build orders unions by its history.
    run: tool('tsc', '--incremental', 'false'),
  },
  {
    id: 'lint',
    title: 'Lint',
    run: tool('backstage-cli', 'repo', 'lint', '--max-warnings', '0'),
  },
  { id: 'format', title: 'Format', run: tool('prettier', '--check', '.') },
  {
    id: 'walls',
    title: 'Walls between packages',
    run: tool(
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'packages',
      'plugins',
    ),
  },
  {
    id: 'api',
    title: 'API reports',
    run: tool(
      'backstage-repo-tools',
      'api-reports',
      '--ci',
      // A namespace that its own package refers to, and components behind extension wrappers.
      '--allow-warnings',
      'plugins/flink-common,plugins/flink',
      '-o',
      'ae-undocumented,ae-wrong-input-file-type',
      'plugins/*',
    ),
  },
  { id: 'unit', title: 'Unit and integration tests', run: unitTests },
  { id: 'templates', title: 'Generated repositories', run: templateTests },
  { id: 'builds', title: 'Builds of generated jobs', run: buildTests },
  { id: 'real-flink', title: 'On a real Flink', run: realFlinkTests },
  { id: 'browser', title: 'Browser tests', run: browserTests },
];

/**
 * Runs the checks one after another and says what each took.
 * @throws Error when `--only` names a check that is not there
 */
export async function runChecks({ node, env, args }) {
  if (args.includes('--list')) {
    checks.forEach(({ id, title }) => say(`${id.padEnd(10)} ${title}`));
    process.exit(0);
  }
  const onlyAt = args.indexOf('--only');
  const only = onlyAt >= 0 ? (args[onlyAt + 1] ?? '').split(',') : undefined;
  const unknown = only?.filter(id => !checks.some(check => check.id === id));
  if (unknown?.length) {
    throw new Error(
      `There is no check "${unknown[0]}"; npm test -- --list names them`,
    );
  }
  mkdirSync(artifacts, { recursive: true });
  for (const { id } of checks) {
    rmSync(join(artifacts, `${id}.json`), { force: true });
  }

  const missing = await missingComponents(env);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  for (const { what, consequence, remedy } of missing) {
    say(`\n!! MISSING: ${what}. ${consequence} ${remedy}\n`);
    lines.push(`  !! ${what}: ${consequence}`);
    // On a person's machine that is theirs to decide; in CI nothing may be left out.
    total[inCi ? 'failed' : 'skipped'] += 1;
  }
  const without = new Set(missing.flatMap(({ checks: ids }) => ids ?? []));
  for (const check of checks) {
    if (only && !only.includes(check.id)) {
      continue;
    }
    if (without.has(check.id)) {
      continue;
    }
    say(`\n── ${check.title} ──`);
    const started = Date.now();
    const result = await check.run({ node, env });
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped ?? 0;
    lines.push(
      `  ${check.title.padEnd(30)} ${String(result.passed).padStart(
        4,
      )} passed ${String(result.failed).padStart(3)} failed   ${Math.round(
        (Date.now() - started) / 1000,
      )} s`,
    );
  }
  say(`\n${lines.join('\n')}`);
  return total;
}
