import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentLayersOf, layersOf } from './layers';

/** `templates/` of this repository. */
export const templatesPath = join(__dirname, '../../templates');

const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
const action = createFetchTemplateAction({
  integrations,
  reader: {
    readUrl: refuse,
    readTree: refuse,
    search: refuse,
  },
});

const silent = { info() {}, warn() {}, debug() {}, error() {} };

/**
 * Renders a plan's repository into a folder with the scaffolder's own action, layer by layer.
 *
 * @param layers - all by default; a test of some layers renders those
 */
export async function renderLayers(
  plan: JobPlan,
  into: string,
  layers: readonly string[] = layersOf(plan),
): Promise<void> {
  for (const layer of layers) {
    await renderLayer(layer, plan as unknown as JsonObject, into);
  }
  for (const layer of environmentLayersOf(plan)) {
    for (const environment of plan.environments) {
      const values = { plan, environment };
      await renderLayer(layer, values as unknown as JsonObject, into);
    }
  }
}

async function renderLayer(layer: string, values: JsonObject, into: string) {
  if (!existsSync(join(templatesPath, 'layers', layer))) {
    return;
  }
  // Only what the action reads; a whole scaffolder renders in the tests.
  const context = {
    input: {
      url: `./layers/${layer}`,
      values,
      templateFileExtension: true,
      trimBlocks: true,
      lstripBlocks: true,
      replace: true,
    },
    workspacePath: into,
    logger: silent,
    createTemporaryDirectory: () => mkdtemp(join(tmpdir(), 'layer-')),
    templateInfo: {
      entityRef: 'template:default/render',
      baseUrl: pathToFileURL(join(templatesPath, 'template.yaml')).href,
    },
  } as unknown as Parameters<typeof action.handler>[0];
  await action.handler(context);
}

async function refuse(): Promise<never> {
  throw new Error('Layers are read from this repository');
}
