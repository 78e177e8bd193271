// What the fleet costs: memory of the backend, calls to the cloud with 0, 1 and 20 readers, time of a list, money.
// By hand, on a quiet machine: node test/bench/fleet-cost.mjs [seconds per measurement, 120 by default]
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
require('@backstage/cli/config/nodeTransform.cjs');
const { measureFleetCost } = require('./measureFleetCost.ts');

const seconds = Number(process.argv[2] ?? 120);
if (!(seconds > 0)) {
  throw new Error(
    `The seconds must be a positive number, not "${process.argv[2]}"`,
  );
}
await measureFleetCost(seconds * 1000);
