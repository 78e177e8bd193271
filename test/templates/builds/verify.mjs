// Renders the covering set of Java or SQL repositories and runs each one's own bin/verify: a long proof, one Maven at
// a time.
//
//   node test/templates/java/verify.mjs [part of a name …] [--language=java|sql] [--sample] [--keep] [--goal=test-compile]
//
// Without a language it runs both. With --sample it runs only what coveringSet.mjs names as CI's sample, and all of
// that must pass. Otherwise a case whose dependencies cannot be had from this machine's Maven repository, not even with
// an older patch of Flink, counts as skipped: it proves nothing either way.
//
// Prints a table, and last "N passed, N failed, N skipped". Exits 0 when all passed, 1 when one failed, and 3 when
// none failed but some were skipped.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coveringSetOf, olderPatches } from './coveringSet.mjs';

const args = process.argv.slice(2);
const keep = args.includes('--keep');
const sampleOnly = args.includes('--sample');
const goal = valueOf('goal');
const language = valueOf('language');
const wanted = args.filter(it => !it.startsWith('--'));
const render = fileURLToPath(new URL('../render.mjs', import.meta.url));
const UNRESOLVED =
  /Could not find artifact|was not found in .* during a previous attempt|Could not transfer artifact/;

const cases = (language ? [language] : ['java', 'sql'])
  .flatMap(coveringSetOf)
  .filter(({ sampled }) => sampled || !sampleOnly)
  .filter(
    ({ name }) => !wanted.length || wanted.some(part => name.includes(part)),
  );
if (!cases.length) {
  console.error(`No case has ${wanted.join(' or ')} in its name.`);
  process.exit(2);
}
const startedMs = Date.now();
const rows = cases.map(verify);
console.table(rows);
console.log(`${secondsSince(startedMs)} s in all`);
const passed = count('passed');
const skipped = sampleOnly ? 0 : count('unresolved');
const failed = rows.length - passed - skipped;
console.log(
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
if (failed) {
  process.exit(1);
}
process.exit(skipped ? 3 : 0);

/** One row of the table. */
function verify({ name, language: of, line, example, fields }) {
  const folder = mkdtempSync(join(tmpdir(), `verify-${of}-`));
  const caseStartedMs = Date.now();
  const logs = [`${folder}.log`];
  const rendered = run(
    'node',
    [
      render,
      example,
      folder,
      ...Object.entries(fields).map(
        ([key, value]) => `${key}=${JSON.stringify(value)}`,
      ),
    ],
    folder,
    logs[0],
  );
  let flink = rendered ? flinkOf(folder) : '';
  let outcome = rendered ? build(folder, logs[0], []) : 'failed';
  for (const patch of olderPatches[line]) {
    if (outcome === 'unresolved' && isOlder(patch, flink)) {
      flink = patch;
      logs.push(`${folder}-${patch}.log`);
      outcome = build(folder, logs.at(-1), [`-Dflink.version=${patch}`]);
    }
  }
  const row = {
    language: of,
    name,
    flink,
    outcome,
    tests: testsIn(readFileSync(logs.at(-1), 'utf8')),
    seconds: secondsSince(caseStartedMs),
    log: keep || outcome !== 'passed' ? logs.at(-1) : '',
  };
  if (!row.log) {
    rmSync(folder, { recursive: true });
    logs.forEach(log => rmSync(log));
  }
  console.log(
    `${outcome}: ${of} ${name}, Flink ${flink} (${row.seconds} s) ${row.log}`,
  );
  return row;
}

/** Runs the repository's bin/verify, or one goal of Maven. */
function build(folder, log, options) {
  const done = goal
    ? run('mvn', ['-B', '-ntp', goal, ...options], folder, log)
    : run('bin/verify', options, folder, log);
  if (done) {
    return 'passed';
  }
  return UNRESOLVED.test(readFileSync(log, 'utf8')) ? 'unresolved' : 'failed';
}

/** The patch of Flink that the repository is made for. */
function flinkOf(folder) {
  const pom = join(folder, 'pom.xml');
  if (!existsSync(pom)) {
    throw new Error(`${folder} has no pom.xml`);
  }
  return /<flink\.version>(.*)<\/flink\.version>/.exec(
    readFileSync(pom, 'utf8'),
  )[1];
}

function isOlder(patch, than) {
  return Number(patch.split('.')[2]) < Number(than.split('.')[2]);
}

/** The sum of what surefire and failsafe ran, which each say once for all classes. */
function testsIn(said) {
  return [...said.matchAll(/Tests run: (\d+), .*Skipped: \d+\s*$/gm)].reduce(
    (sum, [, ran]) => sum + Number(ran),
    0,
  );
}

function count(outcome) {
  return rows.filter(row => row.outcome === outcome).length;
}

function secondsSince(ms) {
  return Math.round((Date.now() - ms) / 1000);
}

function valueOf(option) {
  return args
    .find(it => it.startsWith(`--${option}=`))
    ?.slice(option.length + 3);
}

function run(command, commandArgs, cwd, log) {
  const out = openSync(log, 'a');
  const { status, error } = spawnSync(command, commandArgs, {
    cwd,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  if (error) {
    throw new Error(`Cannot run ${command}: ${error.message}`);
  }
  return status === 0;
}
