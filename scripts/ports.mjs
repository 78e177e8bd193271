import { createServer } from 'node:net';

/** Whether something on this machine already listens on a port. */
function isTaken(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

/**
 * Where everything listens. `--port N` and `PORT` move the portal, `--backend-port` and
 * `--sandbox-port` the rest.
 */
export function choosePorts(args, env) {
  const option = (name, variable, fallback) => {
    const index = args.indexOf(`--${name}`);
    const text = index >= 0 ? args[index + 1] : env[variable];
    if (text === undefined) {
      return fallback;
    }
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65520) {
      throw new Error(
        `--${name} must be a port number between 1 and 65520, not "${text}"`,
      );
    }
    return port;
  };
  return {
    app: option('port', 'PORT', 3000),
    backend: option('backend-port', 'BACKEND_PORT', 7007),
    sandbox: option('sandbox-port', 'SANDBOX_PORT', 7100),
  };
}

/** The sandbox's listeners, counted from its first port. */
export function sandboxPorts(base) {
  return {
    aws: base,
    clusters: [base + 1, base + 2, base + 3],
    git: base + 4,
    control: base + 9,
  };
}

/** @throws Error that names every port that is taken and how to choose another */
export async function checkPorts({ app, backend, sandbox }) {
  const { aws, clusters, git, control } = sandboxPorts(sandbox);
  const wanted = [
    [app, 'the portal', '--port'],
    [backend, 'the backend', '--backend-port'],
    ...[aws, ...clusters, git, control].map(port => [
      port,
      'the sandbox',
      '--sandbox-port',
    ]),
  ];
  const taken = [];
  for (const [port, who, option] of wanted) {
    if (await isTaken(port)) {
      taken.push(`  ${port} for ${who} (choose another with ${option} N)`);
    }
  }
  if (taken.length > 0) {
    throw new Error(
      `These ports are already in use:\n${taken.join(
        '\n',
      )}\nStop what listens there, or for example: npm start -- --port 3100 --backend-port 7107 --sandbox-port 7200`,
    );
  }
}
