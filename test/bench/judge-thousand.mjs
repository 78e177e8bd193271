// How long the rules take for 1,000 applications, each with two hours of values: by hand, on a quiet machine:
// node test/bench/judge-thousand.mjs [rounds, 12 by default]
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
require('@backstage/cli/config/nodeTransform.cjs');
const { measureThousandJudgements } = require('./measureThousandJudgements.ts');

const rounds = Number(process.argv[2] ?? 12);
if (!(rounds > 0)) {
  throw new Error(
    `The rounds must be a positive number, not "${process.argv[2]}"`,
  );
}
measureThousandJudgements(rounds);
