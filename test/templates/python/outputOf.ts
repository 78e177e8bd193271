import { execFile } from 'node:child_process';

/**
 * Runs a command and returns what it printed.
 *
 * @throws Error with the end of what it said when it fails
 */
export function outputOf(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<string> {
  return new Promise((done, failed) => {
    execFile(
      command,
      args,
      {
        cwd: options.cwd,
        env: { ...process.env, ...options.env },
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error) {
          const end = `${stdout}${stderr}`.slice(-6000);
          failed(
            new Error(`${command} ${args.join(' ')}: ${end || error.message}`),
          );
        } else {
          done(stdout);
        }
      },
    );
  });
}
