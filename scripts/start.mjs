#!/usr/bin/env node
// `npm start`: the portal, its backend and the sandbox, ready to click. Ctrl-C stops all of it.
import { fileURLToPath } from 'node:url';
import { checkPorts, choosePorts } from './ports.mjs';
import { prepare, runUnder, say } from './toolchain.mjs';

const args = process.argv.slice(2);

if (args.includes('--help')) {
  say(`npm start -- [options]

  --port N           where the portal listens (3000)
  --backend-port N   where its backend listens (7007)
  --sandbox-port N   first of the sandbox's ten ports (7100)
  --config FILE      further configuration; may be repeated
  --no-sandbox       start without the sandbox: your own accounts and clusters, from --config`);
  process.exit(0);
}

try {
  await checkPorts(choosePorts(args, process.env));
  const toolchain = await prepare();
  if (toolchain.node !== process.execPath) {
    process.exit(
      await runUnder(toolchain, fileURLToPath(import.meta.url), args),
    );
  }
  const { startPortal } = await import('./portal.mjs');
  const portal = await startPortal({
    args,
    env: toolchain.env,
    node: toolchain.node,
    say,
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) {
      return;
    }
    stopping = true;
    say('\nStopping …');
    await portal.stop();
    say('Stopped.');
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
