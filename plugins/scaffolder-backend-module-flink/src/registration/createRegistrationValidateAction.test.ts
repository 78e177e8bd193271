import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { exampleInput } from '../__testUtils__/exampleInput';
import { integrations } from '../__testUtils__/examplePlatform';
import { runAction } from '../__testUtils__/runAction';
import { startHost, type Host } from '../__testUtils__/startHost';
import { FlinkBackend } from '../portal/FlinkBackend';
import { createRegistrationValidateAction } from './createRegistrationValidateAction';
import { examples } from './registrationValidate.examples';

describe('flink:registration:validate', () => {
  let backend: Host;
  let status: number;

  beforeAll(async () => {
    backend = await startHost(() => ({ status, body: {} }));
  });
  beforeEach(() => {
    status = 200;
  });
  afterAll(() => backend.close());

  async function run(
    change: Record<string, string> = {},
    known: string[] = [],
  ) {
    const action = createRegistrationValidateAction({
      integrations,
      catalog: catalogServiceMock({
        entities: known.map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, namespace: 'default' },
        })),
      }),
      flink: new FlinkBackend({
        discovery: backend.discovery,
        auth: mockServices.auth({ pluginId: 'scaffolder' }),
      }),
    });
    const input = exampleInput(action, examples[0]);
    return runAction(action, { ...input, ...change });
  }

  it('says of what kind the git host is', async () => {
    expect((await run()).outputs).toEqual({ repositoryType: 'gitea' });
  });

  it.each([403, 404])(
    'refuses an application that is not seen (%d)',
    async answer => {
      status = answer;
      await expect(run()).rejects.toThrow(
        /\n- application: The portal knows no application managed:/,
      );
    },
  );

  it('refuses what is no id of an application, without asking for it', async () => {
    const asked = backend.requests.length;
    await expect(run({ application: 'orders' })).rejects.toThrow(
      /\n- application: /,
    );
    expect(backend.requests).toHaveLength(asked);
  });

  it('refuses a name that the catalog has', async () => {
    await expect(run({}, ['orders-enricher'])).rejects.toThrow(
      /\n- name: The catalog already has component:default\/orders-enricher/,
    );
  });

  it('refuses a git host that the portal does not know', async () => {
    await expect(run({ repoUrl: 'a.example?owner=b&repo=c' })).rejects.toThrow(
      /\n- repoUrl: /,
    );
  });

  it('passes on that the backend does not answer', async () => {
    status = 503;
    await expect(run()).rejects.toThrow(/503/);
  });
});
