#!/usr/bin/env node
// `npm test`: types, lint, walls, format, API reports, unit, integration and browser tests.
// `npm test -- --only unit,browser` runs some of them; `--list` names them.
import { fileURLToPath } from 'node:url';
import { prepare, runUnder, say } from './toolchain.mjs';

const args = process.argv.slice(2);

try {
  const toolchain = await prepare();
  if (toolchain.node !== process.execPath) {
    process.exit(
      await runUnder(toolchain, fileURLToPath(import.meta.url), args),
    );
  }
  const { runChecks } = await import('./checks.mjs');
  const { passed, failed, skipped } = await runChecks({ ...toolchain, args });
  // The last line is read by machines; what was skipped was said above it.
  say(
    `${passed} passed, ${failed} failed${
      skipped > 0 ? `, ${skipped} skipped` : ''
    }`,
  );
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  process.stderr.write(`\n${error.stack}\n`);
  say('0 passed, 1 failed');
  process.exit(1);
}
