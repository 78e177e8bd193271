import { spawnSync } from 'node:child_process';

/** What Flink 2 needs; 1.20 runs on it as well. */
const JAVA_AT_LEAST = 17;

function outputOf(command: string, ...args: string[]): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
  });
  return error || status !== 0 ? undefined : `${stdout}${stderr}`;
}

/**
 * What this machine lacks to run a real Flink, with what to do about it; undefined when nothing is missing.
 *
 * @remarks
 * The network is not asked: a Flink that was fetched before needs none.
 */
export function missingTools(): string | undefined {
  const compiler = outputOf('javac', '-version');
  if (!compiler || !outputOf('java', '-version')) {
    return `Java is missing: a real Flink needs a JDK ${JAVA_AT_LEAST} or newer, with java and javac on the PATH (Debian: apt-get install openjdk-17-jdk-headless).`;
  }
  const major = Number(/javac (\d+)/.exec(compiler)?.[1]);
  if (!(major >= JAVA_AT_LEAST)) {
    return `Java is too old: javac on the PATH is ${compiler.trim()}, a real Flink needs a JDK ${JAVA_AT_LEAST} or newer.`;
  }
  if (!outputOf('mvn', '--version')) {
    return 'Maven is missing: it fetches Flink; mvn has to be on the PATH (Debian: apt-get install maven).';
  }
  return undefined;
}
