// Tells what the rules say of a fixture, minute by minute: node test/incidents/record/show.mjs <name or part of it>
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
require('@backstage/cli/config/nodeTransform.cjs');
const { show } = require('./show.ts');

show(process.argv[2] ?? '');
