// Renders the covering set of Java or SQL repositories and runs each one's own bin/verify: a long proof, one Maven at
// a time.
//
//   node test/templates/java/verify.mjs [part of a name …] [--language=sql] [--keep] [--goal=test-compile]
//
// Prints a table. Exits 0 when all passed, 1 when one failed, and 3 when none failed but the dependencies of some
// could not be had from this machine's Maven repository: those prove nothing either way.
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  openSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coveringSetOf } from './coveringSet.mjs';

const args = process.argv.slice(2);
const keep = args.includes('--keep');
const goal = args.find(it => it.startsWith('--goal='))?.slice('--goal='.length);
const language =
  args.find(it => it.startsWith('--language='))?.slice('--language='.length) ??
  'java';
const wanted = args.filter(it => !it.startsWith('--'));
const render = fileURLToPath(new URL('../render.mjs', import.meta.url));
const UNRESOLVED =
  /Could not find artifact|was not found in .* during a previous attempt|Could not transfer artifact/;

const cases = coveringSetOf(language).filter(
  ({ name }) => !wanted.length || wanted.some(part => name.includes(part)),
);
if (!cases.length) {
  console.error(`No case has ${wanted.join(' or ')} in its name.`);
  process.exit(2);
}
const rows = cases.map(verify);
console.table(rows);
const outcomes = rows.map(({ outcome }) => outcome);
if (outcomes.includes('failed')) {
  process.exit(1);
}
process.exit(outcomes.includes('unresolved') ? 3 : 0);

/** One row of the table. */
function verify({ name, example, fields }) {
  const folder = mkdtempSync(join(tmpdir(), `verify-${language}-`));
  const log = `${folder}.log`;
  const startedMs = Date.now();
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
    log,
  );
  const passed =
    rendered &&
    (goal
      ? run('mvn', ['-B', '-ntp', goal], folder, log)
      : run('bin/verify', [], folder, log));
  const said = readFileSync(log, 'utf8');
  const outcome = passed ? 'passed' : outcomeOf(said);
  if (!keep && passed) {
    rmSync(folder, { recursive: true });
    rmSync(log);
  }
  const row = {
    name,
    outcome,
    tests: [...said.matchAll(/Tests run: (\d+), .*(?:Skipped: \d+)\s*$/gm)]
      .map(([, count]) => Number(count))
      .reduce((sum, count) => sum + count, 0),
    seconds: Math.round((Date.now() - startedMs) / 1000),
    log: keep || !passed ? log : '',
  };
  console.log(`${outcome}: ${name} (${row.seconds} s) ${row.log}`);
  return row;
}

function outcomeOf(said) {
  return UNRESOLVED.test(said) ? 'unresolved' : 'failed';
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
