import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleFlink } from './module';

/** The actions the module gives to a scaffolder. */
async function startedActions(): Promise<TemplateAction[]> {
  const actions: TemplateAction[] = [];
  const backend = await startTestBackend({
    features: [
      scaffolderModuleFlink,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory(),
    ],
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added: TemplateAction[]) => actions.push(...added) },
      ],
    ],
  });
  await backend.stop();
  return actions;
}

describe('scaffolderModuleFlink', () => {
  it('adds its actions, each with examples and a dry run', async () => {
    const actions = await startedActions();

    expect(actions.map(({ id }) => id).sort()).toEqual([
      'flink:application:create',
      'flink:gitea:pull-request',
      'flink:job:change',
      'flink:kubernetes:apply',
      'flink:registration:validate',
      'flink:repository:merge',
      'flink:size',
      'flink:validate',
      'flink:wait-healthy',
    ]);
    for (const { examples, supportsDryRun, schema } of actions) {
      expect(examples).not.toEqual([]);
      expect(supportsDryRun).toBe(true);
      expect(schema?.output).toBeDefined();
    }
  });
});
