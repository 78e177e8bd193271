import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CiLog } from '../CiLog';
import { isInstalled, runProcess } from '../runProcess';

const POLICY = 'ci/check.py';
const TIMEOUT_MS = 60_000;

/** Runs the repository's own policy check. What it prints when it fails are its findings. */
export async function checkPolicy(
  folder: string,
  log: CiLog,
  signal: AbortSignal,
): Promise<string[]> {
  if (!existsSync(join(folder, POLICY))) {
    log.skipped(POLICY, 'the repository has none');
    return [];
  }
  if (!isInstalled('python3')) {
    log.skipped(POLICY, 'this machine has no python3');
    return [];
  }
  log.say(`$ python3 ${POLICY}`);
  const ended = await runProcess('python3', [POLICY], {
    folder,
    timeoutMs: TIMEOUT_MS,
    signal,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    onLine: line => log.say(line),
  });
  if (ended.code === 0) {
    return [];
  }
  return [
    ...ended.lines.filter(line => line !== ''),
    `${POLICY} ended with ${ended.code ?? 'a signal: it took too long'}`,
  ];
}
