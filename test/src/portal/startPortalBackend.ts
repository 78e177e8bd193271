import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JsonObject } from '@backstage/types';
import type { SandboxPorts } from '@flink-portal/sandbox';
import { PortalClient } from './PortalClient';
import { until } from './until';

// eslint-disable-next-line no-restricted-syntax -- tests are never built
const root = resolve(__dirname, '../../..');
// A busy machine needs most of it; a quiet one a tenth.
const READY_WITHIN_MS = 150_000;

/** What the portal is pointed at. */
export interface PortalOptions {
  /** A sandbox, as app-config.sandbox.yaml describes it; without one the portal knows no cloud. */
  readonly sandbox?: SandboxPorts;
  /** Configuration on top of the files. */
  readonly config?: JsonObject;
  /** Where the browser finds the portal, when it is not the backend that serves it. */
  readonly frontendUrl?: string;
}

/** The portal's own backend in a process of its own, signed in to as guest. */
export interface PortalBackend extends PortalClient {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Any port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/**
 * Starts packages/backend as `npm start` does, on a free port, with its database in memory. Nothing of it is replaced.
 * @throws Error with the end of its log when it does not become ready
 */
export async function startPortalBackend({
  sandbox,
  config = {},
  frontendUrl,
}: PortalOptions): Promise<PortalBackend> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  const own = join(folder, 'app-config.json');
  writeFileSync(own, JSON.stringify(config));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const files = [
    join(root, 'app-config.yaml'),
    ...(sandbox ? [join(root, 'app-config.sandbox.yaml')] : []),
    own,
  ];
  // A file and no pipe: a backend that outlives its tests with a closed pipe logs that it cannot log, for
  // ever, until memory ends.
  const logFile = join(folder, 'backend.log');
  const logHandle = openSync(logFile, 'a');
  const { NODE_OPTIONS, JEST_WORKER_ID, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      '--no-warnings',
      join('src', 'index.ts'),
      ...files.flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(root, 'packages', 'backend'),
      env: {
        ...inherited,
        NODE_ENV: 'development',
        // Saves compiling the same modules for every test file.
        NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
        APP_CONFIG_app_baseUrl: frontendUrl ?? url,
        APP_CONFIG_backend_baseUrl: url,
        APP_CONFIG_backend_listen_port: String(port),
        APP_CONFIG_backend_cors_origin: frontendUrl ?? url,
        ...(sandbox ? portsAsVariables(sandbox) : {}),
      },
      stdio: ['ignore', logHandle, logHandle],
    },
  );
  closeSync(logHandle);
  const readLog = () => readFileSync(logFile, 'utf8');
  let ended: string | undefined;
  const whenEnded = new Promise<void>(done =>
    child.once('close', (code, signal) => {
      ended ??= `it ended with ${signal ?? `code ${code}`}`;
      done();
    }),
  );
  const endWithMe = () => child.kill('SIGKILL');
  process.once('exit', endWithMe);

  const stop = async () => {
    process.off('exit', endWithMe);
    child.kill('SIGTERM');
    const giveUp = setTimeout(() => child.kill('SIGKILL'), 5000);
    await whenEnded;
    clearTimeout(giveUp);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await until(
      async () => {
        // A plugin that does not start leaves the process alive in development.
        if (readLog().includes('Backend startup failed')) {
          ended ??= 'a plugin did not start';
        }
        return ended ?? readiness(url);
      },
      answer => answer === 200 || ended !== undefined,
      READY_WITHIN_MS,
    );
    if (ended) {
      throw new Error(ended);
    }
    const client = new PortalClient(url, await guestToken(url));
    return Object.assign(client, { pid: child.pid!, stop });
  } catch (error) {
    const log = readLog().slice(-6000);
    await stop();
    throw new Error(`The portal's backend did not start: ${error}\n${log}`);
  }
}

function portsAsVariables(ports: SandboxPorts): Record<string, string> {
  return {
    SANDBOX_AWS_PORT: String(ports.aws),
    SANDBOX_CLUSTER_1_PORT: String(ports.eksProdEu),
    SANDBOX_CLUSTER_2_PORT: String(ports.eksStagingUs),
    SANDBOX_CLUSTER_3_PORT: String(ports.eksEdgeAp),
    SANDBOX_GIT_PORT: String(ports.git),
  };
}

async function readiness(url: string): Promise<number | string> {
  try {
    return (await fetch(`${url}/.backstage/health/v1/readiness`)).status;
  } catch (error) {
    return String(error);
  }
}

async function guestToken(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
  });
  if (!response.ok) {
    throw new Error(`signing in as guest: ${response.status}`);
  }
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}
