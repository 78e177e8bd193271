import { join } from 'node:path';
import { choosePorts, sandboxPorts } from './ports.mjs';
import { Processes, untilAnswers } from './processes.mjs';
import { root } from './toolchain.mjs';

/** How the Backstage CLI itself runs TypeScript in Node. */
const transform = [
  '--require',
  '@backstage/cli/config/nodeTransform.cjs',
  '--no-warnings',
];

/** A fresh machine under load needs most of it; a warm one a tenth. */
const READY_WITHIN_MS = 180_000;

function repeated(args, name) {
  return args.flatMap((arg, index) =>
    arg === `--${name}` && args[index + 1] ? [args[index + 1]] : [],
  );
}

/**
 * Starts sandbox, backend and frontend, and resolves when a browser finds the portal ready.
 * @throws Error with the end of the log of whatever failed
 */
export async function startPortal({ args, env, node, say }) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const ports = choosePorts(args, env);
  const sandbox = sandboxPorts(ports.sandbox);
  const withSandbox = !args.includes('--no-sandbox');
  const processes = new Processes();

  let failed = false;
  let fail;
  const failure = new Promise((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  processes.onUnexpectedExit((entry, code) => {
    failed = true;
    fail(
      new Error(
        `The ${entry.name} ended with code ${code}. The end of its log (${
          entry.logFile
        }):\n\n${entry.tail()}`,
      ),
    );
  });

  const childEnv = {
    ...env,
    NODE_ENV: 'development',
    // Compiled modules are kept from start to start.
    NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
    SANDBOX_PORT_BASE: String(ports.sandbox),
    SANDBOX_AWS_PORT: String(sandbox.aws),
    SANDBOX_CLUSTER_1_PORT: String(sandbox.clusters[0]),
    SANDBOX_CLUSTER_2_PORT: String(sandbox.clusters[1]),
    SANDBOX_CLUSTER_3_PORT: String(sandbox.clusters[2]),
    SANDBOX_GIT_PORT: String(sandbox.git),
    APP_CONFIG_app_baseUrl: `http://localhost:${ports.app}`,
    APP_CONFIG_backend_baseUrl: `http://localhost:${ports.backend}`,
    APP_CONFIG_backend_listen_port: String(ports.backend),
    APP_CONFIG_backend_cors_origin: `http://localhost:${ports.app}`,
  };
  const config = [
    'app-config.yaml',
    ...(withSandbox ? ['app-config.sandbox.yaml'] : []),
    ...repeated(args, 'config'),
  ].flatMap(file => ['--config', join(root, file)]);
  const cli = join(
    root,
    'node_modules',
    '@backstage',
    'cli',
    'bin',
    'backstage-cli',
  );

  const ready = (entry, what, url) =>
    Promise.race([
      untilAnswers(url, READY_WITHIN_MS, () => failed).then(
        () => say(`  ${what} (${seconds()})`),
        error => {
          // The CLI keeps a process that crashed, to start it again on the next edit.
          throw new Error(
            `${error.message}. The end of the ${entry.name}'s log (${
              entry.logFile
            }):\n\n${entry.tail()}`,
          );
        },
      ),
      failure,
    ]);

  try {
    say(
      withSandbox
        ? 'Starting the sandbox cloud, the backend and the portal …'
        : 'Starting the backend and the portal …',
    );
    const waits = [];
    if (withSandbox) {
      const entry = processes.start(
        'sandbox',
        node,
        [...transform, join('src', 'main.ts')],
        childEnv,
        join(root, 'packages', 'sandbox'),
      );
      waits.push(
        ready(
          entry,
          'sandbox cloud answers',
          `http://127.0.0.1:${sandbox.control}/healthz`,
        ),
      );
    }
    const backend = processes.start(
      'backend',
      node,
      [cli, 'package', 'start', ...config],
      childEnv,
      join(root, 'packages', 'backend'),
    );
    const portal = processes.start(
      'portal',
      node,
      [cli, 'package', 'start', ...config],
      childEnv,
      join(root, 'packages', 'app'),
    );
    await Promise.all([
      ...waits,
      ready(
        backend,
        'backend is ready',
        `http://127.0.0.1:${ports.backend}/.backstage/health/v1/readiness`,
      ),
      ready(portal, 'portal is built', `http://localhost:${ports.app}/`),
    ]);
  } catch (error) {
    await processes.stop();
    throw error;
  }

  say(`
Ready after ${seconds()}. Look here:

  the fleet      http://localhost:${ports.app}/flink
  the catalog    http://localhost:${ports.app}/
  logs           ${join('.cache', 'logs')}

Sign in as guest. Ctrl-C stops everything.`);

  failure.catch(async error => {
    process.stderr.write(`\n${error.message}\n`);
    await processes.stop();
    process.exit(1);
  });
  return { ports, sandbox, stop: () => processes.stop() };
}
