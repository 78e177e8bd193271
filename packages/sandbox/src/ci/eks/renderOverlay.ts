import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../kubernetes/store/objects';
import type { CiLog } from '../CiLog';
import { Failure } from '../Failure';
import { isInstalled, runProcess } from '../runProcess';
import { kustomize } from './kustomize';
import { objectsOf } from './objectsOf';

const TIMEOUT_MS = 30_000;

/**
 * The objects of an overlay: by `kubectl kustomize` where there is a kubectl, else by the sandbox's own renderer,
 * which knows what our templates use and refuses everything else.
 *
 * @throws Failure when it cannot be rendered
 */
export async function renderOverlay(
  folder: string,
  overlay: string,
  log: CiLog,
  signal: AbortSignal,
): Promise<KubernetesObject[]> {
  if (!existsSync(join(folder, overlay, 'kustomization.yaml'))) {
    throw new Failure(`There is no ${overlay}/kustomization.yaml`);
  }
  if (!isInstalled('kubectl')) {
    log.say(`${overlay}: rendered by the sandbox itself, without kubectl`);
    return kustomize(join(folder, overlay));
  }
  const ended = await runProcess('kubectl', ['kustomize', overlay], {
    folder,
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (ended.code !== 0) {
    throw new Failure('kubectl kustomize failed', ended.lines);
  }
  return objectsOf(ended.lines.join('\n'));
}
