// Renders a repository by hand: node test/templates/render.mjs <example or path of a form.json> <empty folder> [key=value …]
// A value is JSON and replaces a field of the form, for example flinkVersion='"1.20"'.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const [form, into, ...changes] = process.argv.slice(2);
if (!form || !into) {
  console.error(
    'usage: node test/templates/render.mjs <example> <folder> [key=value …]',
  );
  process.exit(2);
}
const target = resolve(into);
const file = form.endsWith('.json') ? resolve(form) : undefined;
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
require('@backstage/cli/config/nodeTransform.cjs');
const { exampleForm, planOfForm } = require('./planExample.ts');
const { renderLayers } = require('./renderLayers.ts');

const answers = file
  ? JSON.parse(readFileSync(file, 'utf8'))
  : exampleForm(form);
for (const change of changes) {
  const at = change.indexOf('=');
  answers[change.slice(0, at)] = JSON.parse(change.slice(at + 1));
}
const plan = planOfForm(answers);
await renderLayers(plan, target);
console.log(`${plan.name}: ${target}`);
plan.warnings.forEach(warning => console.log(`  ${warning}`));
