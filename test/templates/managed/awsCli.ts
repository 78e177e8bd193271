import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tool } from '../tools/tool';

const SERVER = join(__dirname, 'aws-cli.py');

/** The real AWS CLI, loaded once for all calls. */
export interface AwsCli {
  /** A folder for PATH, which has nothing but `aws`. */
  readonly bin: string;
  stop(): Promise<void>;
}

/**
 * Loads the AWS CLI, because a script calls it twenty times and its start takes longer than the call.
 *
 * @param bin - an empty folder
 * @throws Error when the CLI cannot be loaded
 */
export async function startAwsCli(bin: string): Promise<AwsCli> {
  const socket = join(bin, 'socket');
  const python = join(dirname(tool('aws')), 'python3');
  const server = spawn(
    python,
    [SERVER, socket],
    // It ends with this process, because its input does.
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ready = await Promise.race([
    once(server.stdout, 'data').then(() => true),
    once(server, 'exit').then(() => false),
  ]);
  if (!ready) {
    throw new Error(
      'The AWS CLI cannot be loaded. Run test/templates/tools/install.sh.',
    );
  }
  await writeFile(
    join(bin, 'aws'),
    `#!/bin/sh\nexec '${python}' -IS '${SERVER}' '${socket}' "$@"\n`,
    { mode: 0o755 },
  );
  return {
    bin,
    async stop() {
      const ended = once(server, 'exit');
      server.stdin.end();
      await ended;
    },
  };
}
