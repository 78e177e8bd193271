import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { exampleInput } from '../__testUtils__/exampleInput';
import { config, integrations } from '../__testUtils__/examplePlatform';
import { initiator, runAction } from '../__testUtils__/runAction';
import { startHost, type Answer, type Host } from '../__testUtils__/startHost';
import { FlinkBackend } from '../portal/FlinkBackend';
import { createValidateAction } from './createValidateAction';
import { examples } from './validate.examples';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const owner = entity('Group', 'payments-data');

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
  };
}

describe('flink:validate', () => {
  let backend: Host;
  let answerFor: (path: string, token: string) => Answer;

  beforeAll(async () => {
    backend = await startHost(({ path, headers }) =>
      answerFor(path, headers.authorization ?? ''),
    );
  });
  beforeEach(() => {
    backend.requests.length = 0;
    answerFor = () => ({ status: 404, body: {} });
  });
  afterAll(() => backend.close());

  async function run(
    form: JsonObject = {},
    options: {
      entities?: Entity[];
      config?: ConfigReader;
      isDryRun?: boolean;
    } = {},
  ) {
    const catalog = catalogServiceMock({
      entities: options.entities ?? [owner],
    });
    const getEntitiesByRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
    const action = createValidateAction({
      config: options.config ?? config,
      integrations,
      catalog,
      flink: new FlinkBackend({
        discovery: backend.discovery,
        auth: mockServices.auth({ pluginId: 'scaffolder' }),
      }),
      now: () => NOW,
    });
    const input = exampleInput(action, examples[0]);
    const { outputs, log } = await runAction(
      action,
      { ...input, form: { ...input.form, ...form } },
      { isDryRun: options.isDryRun },
    );
    return {
      ...(outputs as {
        plan: JobPlan;
        repositoryType: string;
        startedAt: string;
      }),
      getEntitiesByRefs,
      log,
    };
  }

  it('plans its own example', async () => {
    const { plan, repositoryType, startedAt } = await run();

    expect(plan).toMatchObject({
      name: 'orders-enricher',
      template: { name: 'flink-managed', version: '1.0.0' },
      flink: { runtimeEnvironment: 'FLINK-2_2' },
      repository: { url: 'http://git.example.com:3000/flink/orders-enricher' },
    });
    expect(repositoryType).toBe('gitea');
    expect(startedAt).toBe('2026-11-26T12:00:00.000Z');
  });

  it('says all that is wrong in one error, a line for each', async () => {
    const wrong = run({
      flinkVersion: '1.15',
      environments: ['staging', 'nowhere'],
      repoUrl: 'git.elsewhere.com?owner=flink&repo=orders',
    });

    await expect(wrong).rejects.toMatchObject({ name: 'InputError' });
    await expect(wrong).rejects.toThrow(/^The job cannot be created like this/);
    await expect(wrong).rejects.toThrow(/\n- flinkVersion: Flink 1\.15 is not/);
    await expect(wrong).rejects.toThrow(/\n- environments: There is no envir/);
    await expect(wrong).rejects.toThrow(/\n- repoUrl: .*git\.elsewhere\.com/);
  });

  it('names the field of an answer that has the wrong shape', async () => {
    await expect(run({ source: { kind: 'kinesis' } })).rejects.toThrow(
      /\n- source\.streamArn: /,
    );
  });

  it('warns of what is legal and still worth knowing', async () => {
    const { log } = await run({
      load: { expectedMBps: 9, stateGB: 1, partitions: 1, latency: 'minutes' },
    });

    expect(log[0]).toMatch(/^warn .*only 1 partition/);
    expect(log[1]).toMatch(/^info orders-enricher can be created in staging: /);
  });

  it('takes an empty answer as none', async () => {
    const { plan } = await run({ system: '', namespace: null });

    expect(plan.system).toBeUndefined();
  });

  it('writes an owner and system out in full', async () => {
    const { plan } = await run(
      { owner: 'Payments-Data', system: 'checkout' },
      { entities: [owner, entity('System', 'checkout')] },
    );

    expect(plan.owner).toBe('group:default/payments-data');
    expect(plan.system).toBe('system:default/checkout');
  });

  it('refuses an owner that is no entity ref', async () => {
    await expect(run({ owner: 'group:default/a/b' })).rejects.toThrow(
      /\n- owner: .*group:default\/a\/b/,
    );
  });

  it.each([
    ['owner', { owner: 'group:default/nobody' }],
    ['system', { system: 'system:default/nowhere' }],
    [
      'sink.entityRef',
      {
        sink: {
          kind: 's3',
          uri: 's3://example-lake/orders',
          entityRef: 'resource:default/nothing',
        },
      },
    ],
  ])('refuses a %s that the catalog does not have', async (field, form) => {
    await expect(run(form)).rejects.toThrow(
      new RegExp(`\\n- ${field}: The catalog has no `),
    );
  });

  it('refuses an owner that cannot own', async () => {
    await expect(
      run(
        { owner: 'component:default/orders' },
        { entities: [entity('Component', 'orders')] },
      ),
    ).rejects.toThrow(
      '- owner: component:default/orders is a component; choose a group or user.',
    );
  });

  it('looks into the catalog as the person who asks', async () => {
    const { getEntitiesByRefs } = await run();

    expect(getEntitiesByRefs).toHaveBeenCalledWith(expect.anything(), {
      credentials: initiator,
    });
  });

  it('brings no entity along that the catalog already has', async () => {
    const { plan: alone } = await run();
    const { plan } = await run(
      {},
      { entities: [owner, entity('Resource', 'kinesis-orders')] },
    );

    expect(alone.catalog.resources.map(({ name }) => name)).toContain(
      'kinesis-orders',
    );
    expect(plan.catalog.resources.map(({ name }) => name)).not.toContain(
      'kinesis-orders',
    );
    expect(plan.catalog.reads).toEqual(['resource:default/kinesis-orders']);
  });

  it('refuses the name of a component that the catalog has', async () => {
    await expect(
      run({}, { entities: [owner, entity('Component', 'orders-enricher')] }),
    ).rejects.toThrow(
      '- name: The catalog already has component:default/orders-enricher.',
    );
  });

  it('refuses a name that is taken in any environment', async () => {
    answerFor = path => ({
      status: path.includes('111122223333') ? 200 : 404,
      body: {},
    });

    await expect(
      run({ environments: ['staging', 'production'] }),
    ).rejects.toThrow(
      '- name: There is already an application orders-enricher in production (managed:111122223333/us-east-1/orders-enricher).',
    );
  });

  it('asks for applications as the person, and in its own name only when refused', async () => {
    await run();

    expect(
      backend.requests.map(({ headers }) => headers.authorization),
    ).toEqual([`Bearer ${tokenOf({ onBehalfOf: initiator })}`]);
  });

  it('takes a name for taken although the person may not see who has it', async () => {
    const own = tokenOf({
      onBehalfOf: mockCredentials.service('plugin:scaffolder'),
    });
    answerFor = (_path, token) => ({
      status: token === `Bearer ${own}` ? 200 : 403,
      body: {},
    });

    await expect(run()).rejects.toThrow('- name: There is already');
  });

  it('lets a person who may see only some applications use a free name', async () => {
    const own = tokenOf({
      onBehalfOf: mockCredentials.service('plugin:scaffolder'),
    });
    answerFor = (_path, token) => ({
      status: token === `Bearer ${own}` ? 404 : 403,
      body: {},
    });

    await expect(run()).resolves.toMatchObject({ repositoryType: 'gitea' });
  });

  it('does not take silence for a free name', async () => {
    answerFor = () => ({ status: 503, body: {} });

    await expect(run()).rejects.toThrow('503');
  });

  it('says what to configure where there are no standards', async () => {
    await expect(run({}, { config: new ConfigReader({}) })).rejects.toThrow(
      'Set flink.standards',
    );
  });

  it('checks in a dry run as in a real one', async () => {
    await expect(run({}, { isDryRun: true })).resolves.toMatchObject({
      repositoryType: 'gitea',
    });
    await expect(
      run({ flinkVersion: '1.15' }, { isDryRun: true }),
    ).rejects.toThrow('flinkVersion');
  });
});

function tokenOf(options: { onBehalfOf: BackstageCredentials }) {
  return mockCredentials.service.token({
    ...options,
    targetPluginId: 'flink',
  });
}
