import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/* What Flink's own scripts open for it on Java 17. Source: Flink, config.yaml of the distribution, env.java.opts.all. */
const OPENED = [
  'java.lang',
  'java.lang.reflect',
  'java.net',
  'java.io',
  'java.nio',
  'sun.nio.ch',
  'java.text',
  'java.time',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'java.util.concurrent.locks',
].map(name => `--add-opens=java.base/${name}=ALL-UNNAMED`);
const EXPORTED = [
  'java.base/sun.net.util',
  'java.rmi/sun.rmi.registry',
  'java.security.jgss/sun.security.krb5',
].map(name => `--add-exports=${name}=ALL-UNNAMED`);
/** What a Java process of Flink, or a client of it, needs to be told. */
export const FLINK_JAVA_OPTIONS = [...OPENED, ...EXPORTED];

// For processes that live for seconds on a shared machine.
const SMALL = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:ReservedCodeCacheSize=48m',
  '-Xss512k',
];

const ENDS_WITHIN_MS = 5000;

/**
 * A Java process that ends with this one, however this one ends: it reads standard input until that is closed.
 */
export class TetheredJava {
  readonly #child: ChildProcess;
  readonly #logFile: string;
  #ended = false;

  constructor(options: {
    /** Jars, and folders of them with a star. */
    readonly classPath: readonly string[];
    readonly javaOptions: readonly string[];
    readonly mainClass: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly logFile: string;
    /** What its environment has beside this process's own. */
    readonly env?: Readonly<Record<string, string>>;
  }) {
    this.#logFile = options.logFile;
    // A file, so that nothing waits for somebody to read.
    const log = openSync(options.logFile, 'a');
    this.#child = spawn(
      'java',
      [
        ...SMALL,
        ...FLINK_JAVA_OPTIONS,
        ...options.javaOptions,
        '-cp',
        options.classPath.join(':'),
        'tether.Tethered',
        options.mainClass,
        ...options.args,
      ],
      {
        cwd: options.cwd,
        env: { ...process.env, ...options.env },
        stdio: ['pipe', log, log],
      },
    );
    closeSync(log);
    this.#child.on('error', () => {
      this.#ended = true;
    });
    this.#child.on('exit', () => {
      this.#ended = true;
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Everything it wrote. */
  log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** Ends it, and returns when it is gone. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise<void>(done =>
      this.#child.once('exit', () => done()),
    );
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), ENDS_WITHIN_MS);
    await gone;
    clearTimeout(force);
  }
}
