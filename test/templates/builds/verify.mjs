// Renders the covering set of repositories and runs each one's own bin/verify: a long proof, one at a time. CI runs a
// sample of it (builds.test.ts).
//
//   yarn verify-templates [part of a name …] [--language=java|sql|python] [--sample] [--keep] [--goal=test-compile]
//
// Without a language it runs all. A case whose dependencies cannot be had from this machine's Maven repository, not
// even with an older patch of Flink, counts as skipped, because it proves nothing either way; with --sample it fails.
//
// Prints a table, and last "N passed, N failed, N skipped". Exits 0 when all passed, 1 when one failed, and 3 when
// none failed but some were skipped.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const keep = args.includes('--keep');
const sampleOnly = args.includes('--sample');
const goal = valueOf('goal');
const language = valueOf('language');
const wanted = args.filter(it => !it.startsWith('--'));

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
require('@backstage/cli/config/nodeTransform.cjs');
const { coveringSet } = require('./coveringSet.ts');
const { verifyRepository } = require('./verifyRepository.ts');

const cases = coveringSet.filter(
  ({ name, language: of, sampled }) =>
    (!language || of === language) &&
    (sampled || !sampleOnly) &&
    (!wanted.length || wanted.some(part => name.includes(part))),
);
if (!cases.length) {
  console.error(`There is no such case: ${args.join(' ')}`);
  process.exit(2);
}
const rows = [];
for (const one of cases) {
  rows.push(await verify(one));
}
console.table(rows);
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
async function verify(one) {
  const folder = mkdtempSync(join(tmpdir(), `verify-${one.language}-`));
  const { outcome, flink, tests, seconds } = await verifyRepository(
    one,
    folder,
    goal,
  );
  const kept = keep || outcome !== 'passed' ? folder : '';
  if (!kept) {
    rmSync(folder, { recursive: true });
  }
  const row = {
    language: one.language,
    name: one.name,
    flink,
    outcome,
    tests,
    seconds,
    kept,
  };
  console.log(
    `${outcome}: ${row.language} ${row.name}, Flink ${flink} (${seconds} s) ${kept}`,
  );
  return row;
}

function count(outcome) {
  return rows.filter(row => row.outcome === outcome).length;
}

function valueOf(option) {
  return args
    .find(it => it.startsWith(`--${option}=`))
    ?.slice(option.length + 3);
}
