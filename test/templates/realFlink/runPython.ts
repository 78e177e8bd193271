import { join } from 'node:path';
import { FLINK_JAVA_OPTIONS, type RealFlink } from '../../real-flink';
import type { PyFlink } from '../python/obtainPyFlink';
import { outputOf } from '../tools/run';

/**
 * Runs a Python job as Managed Service for Apache Flink and the operator do: with Flink's own client.
 *
 * @param env - what the job's `main` is told
 * @returns the job's id; the job has been accepted and may not run yet
 * @throws Error with what the client said
 */
export async function runPython(
  flink: RealFlink,
  { home }: PyFlink,
  options: {
    readonly main: string;
    readonly savepointPath?: string;
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const from = options.savepointPath ? ['-s', options.savepointPath] : [];
  const said = await outputOf(
    join(home, 'bin', 'flink'),
    ['run', '-d', ...from, '-py', options.main],
    {
      env: {
        ...options.env,
        FLINK_HOME: home,
        FLINK_CONF_DIR: flink.confFolder,
        FLINK_LOG_DIR: flink.confFolder,
        FLINK_ENV_JAVA_OPTS: FLINK_JAVA_OPTIONS.join(' '),
      },
    },
  );
  const id = /JobID ([0-9a-f]{32})/.exec(said)?.[1];
  if (!id) throw new Error(`No job was started:\n${said}`);
  return id;
}
