import { parseAllDocuments } from 'yaml';
import { join } from 'node:path';
import type { KubernetesObject } from '@flink-portal/sandbox';
import { run } from '../tools/run';
import { tool } from '../tools/tool';

/** The objects that Kustomize makes of an environment of a rendered repository. */
export async function kustomized(
  repository: string,
  environment: string,
): Promise<KubernetesObject[]> {
  const overlay = join(repository, 'deploy/overlays', environment);
  const { code, output } = await run(tool('kubectl'), ['kustomize', overlay]);
  if (code !== 0) {
    throw new Error(`${overlay}: ${output}`);
  }
  return parseAllDocuments(output).map(
    document => document.toJS() as KubernetesObject,
  );
}

/** The one object of a kind. */
export function only(
  objects: readonly KubernetesObject[],
  kind: string,
): KubernetesObject {
  const found = objects.filter(object => object.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}
