// Records the golden incidents anew. By hand, a few minutes: node test/incidents/record/main.mjs [part of a name]
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
require('@backstage/cli/config/nodeTransform.cjs');
const { record } = require('./record.ts');

await record(process.argv[2] ?? '');
process.exit(0);
