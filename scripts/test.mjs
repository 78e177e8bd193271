#!/usr/bin/env node
// `npm test`: types, lint, walls, format, API reports, unit, integration and browser tests.
// `npm test -- --only unit,browser` runs some of them; `--list` names them.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepare, say } from './toolchain.mjs';

const args = process.argv.slice(2);

function runUnder({ node, env }) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...args], {
    stdio: 'inherit',
    env,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

try {
  const toolchain = await prepare();
  if (toolchain.node !== process.execPath) {
    process.exit(await runUnder(toolchain));
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
