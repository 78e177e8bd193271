import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CiLog } from '../CiLog';
import { isInstalled, runProcess } from '../runProcess';

const VERIFY = 'bin/verify';
const TIMEOUT_MS = 15 * 60_000;
const ASK = 'set SANDBOX_CI_MAVEN=1, or write [verify] into the commit message';

/** Builds and tests the job for real, when that is asked for: it takes minutes. */
export async function verifyBuild(
  folder: string,
  message: string,
  log: CiLog,
  signal: AbortSignal,
): Promise<{ built: boolean; problems: string[] }> {
  const nothing = { built: false, problems: [] };
  if (!existsSync(join(folder, VERIFY))) {
    log.skipped(VERIFY, 'the repository has none: nothing was built or tested');
    return nothing;
  }
  if (process.env.SANDBOX_CI_MAVEN !== '1' && !message.includes('[verify]')) {
    log.skipped(VERIFY, `nothing was built or tested. To do that, ${ASK}`);
    return nothing;
  }
  if (existsSync(join(folder, 'pom.xml')) && !isInstalled('mvn')) {
    log.skipped(VERIFY, 'asked for, but this machine has no mvn');
    return nothing;
  }
  log.say(`$ ${VERIFY}`);
  const ended = await runProcess('bash', [VERIFY], {
    folder,
    timeoutMs: TIMEOUT_MS,
    signal,
    onLine: line => log.say(line),
  });
  return ended.code === 0
    ? { built: true, problems: [] }
    : {
        built: false,
        problems: [
          `${VERIFY} ended with ${ended.code ?? 'a signal: it took too long'}`,
        ],
      };
}
