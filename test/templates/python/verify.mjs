// Renders the covering set of Python repositories and runs each one's policy check and bin/verify: a long proof, one at
// a time, on the PyFlink of each line.
//
//   node test/templates/python/verify.mjs [part of a name …] [--keep]
//
// Prints a table. Exits 0 when all passed, 1 when one failed, and 3 when none failed but some connectors could not be
// had from this machine's Maven repository: of those, all but what needs the packed jar has passed.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coveringSet } from '../java/coveringSet.mjs';
import { flinkOf, pythonOfLine } from './pythonOfLine.mjs';

const args = process.argv.slice(2);
const keep = args.includes('--keep');
const wanted = args.filter(it => !it.startsWith('--'));
const render = fileURLToPath(new URL('../render.mjs', import.meta.url));
const UNRESOLVED =
  /Could not find artifact|was not found in .* during a previous attempt|Could not transfer artifact/;

const cases = coveringSet.filter(
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
  const folder = mkdtempSync(join(tmpdir(), 'verify-python-'));
  const log = `${folder}.log`;
  const startedMs = Date.now();
  let flink = '';
  const steps = [
    () =>
      run('node', [
        render,
        example.replace(/-java$/, '-python'),
        folder,
        ...Object.entries(fields).map(
          ([key, value]) => `${key}=${JSON.stringify(value)}`,
        ),
      ]),
    () => {
      const python = pythonOfLine(
        fields.flinkVersion,
        join(folder, 'requirements-dev.txt'),
      );
      flink = flinkOf(python);
      return (
        run(python, ['ci/check.py']) &&
        run('bin/verify', [], {
          PYTHON: python,
          // Flink starts `python`, which must be the one that has it.
          PATH: `${dirname(python)}${delimiter}${process.env.PATH}`,
        })
      );
    },
  ];
  const passed = steps.every(step => step());
  const said = readFileSync(log, 'utf8');
  const outcome = passed ? 'passed' : outcomeOf(said);
  if (!keep && passed) {
    rmSync(folder, { recursive: true });
    rmSync(log);
  }
  const row = {
    name,
    flink,
    outcome,
    tests: [...said.matchAll(/=+ .*?(\d+) passed/g)]
      .map(([, count]) => Number(count))
      .reduce((sum, count) => sum + count, 0),
    seconds: Math.round((Date.now() - startedMs) / 1000),
    log: keep || !passed ? log : '',
  };
  console.log(`${outcome}: ${name} (${row.seconds} s) ${row.log}`);
  return row;

  function run(command, commandArgs, environment = {}) {
    const output = openSync(log, 'a');
    const { status } = spawnSync(command, commandArgs, {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...environment },
    });
    closeSync(output);
    return status === 0;
  }
}

/** Maven comes after the tests that need no jar, so what it could not find is all that is missing. */
function outcomeOf(said) {
  return UNRESOLVED.test(said) ? 'unresolved' : 'failed';
}
