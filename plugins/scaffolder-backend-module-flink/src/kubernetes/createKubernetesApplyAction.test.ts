import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { exampleInput } from '../__testUtils__/exampleInput';
import { examplePlan } from '../__testUtils__/examplePlan';
import { config } from '../__testUtils__/examplePlatform';
import { initiator, runAction } from '../__testUtils__/runAction';
import { startHost, type Answer, type Host } from '../__testUtils__/startHost';
import { createKubernetesApplyAction } from './createKubernetesApplyAction';
import { examples } from './kubernetesApply.examples';
import { KubernetesProxy } from './KubernetesProxy';

const workspace = createMockDirectory();
const plan = examplePlan({
  target: 'eks',
  flinkVersion: '2.2',
  namespace: 'analytics',
});
const ACCOUNT = object('v1', 'ServiceAccount', 'orders-enricher');
const DEPLOYMENT = object(
  'flink.apache.org/v1beta1',
  'FlinkDeployment',
  'orders-enricher',
);

function object(
  apiVersion: string,
  kind: string,
  name: string,
  namespace = '',
): string {
  return [
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    ...(namespace ? [`  namespace: ${namespace}`] : []),
    '',
  ].join('\n');
}

describe('flink:kubernetes:apply', () => {
  let portal: Host;
  let answer: (path: string) => Answer;

  beforeAll(async () => {
    portal = await startHost(({ path }) => answer(path));
  });
  beforeEach(() => {
    portal.requests.length = 0;
    answer = () => ({ status: 200, body: {} });
  });
  afterAll(() => portal.close());

  const action = () =>
    createKubernetesApplyAction({
      proxy: new KubernetesProxy({
        discovery: portal.discovery,
        auth: mockServices.auth({ pluginId: 'scaffolder' }),
      }),
      config,
    });

  const run = (
    input: {
      plan?: Record<string, unknown>;
      environment?: string;
      manifest?: string;
      manifestPaths?: string[];
    },
    isDryRun = false,
  ) =>
    runAction(
      action(),
      { plan: JSON.parse(JSON.stringify(plan)), ...input },
      { workspacePath: workspace.path, isDryRun },
    );

  const paths = () => portal.requests.map(({ path }) => path);

  it.each([
    ['another cluster', { cluster: 'eks-prod-eu', namespace: 'kube-system' }],
    ['another namespace', { cluster: 'eks-staging-us', namespace: 'default' }],
    [
      'a namespace that is a path',
      { cluster: 'eks-staging-us', namespace: 'analytics/../kube-system' },
    ],
  ])(
    'sends nothing to %s than the standards offer, whatever a plan says',
    async (_what, eks) => {
      const forged = {
        ...JSON.parse(JSON.stringify(plan)),
        environments: [{ ...plan.environments[0], eks }],
      };

      await expect(run({ plan: forged, manifest: ACCOUNT })).rejects.toThrow(
        `let no job run in namespace ${eks.namespace} of ${eks.cluster}`,
      );
      expect(paths()).toEqual([]);
    },
  );

  it('applies the files of its example, after the cluster agreed to all', async () => {
    workspace.setContent({
      'deploy/base/serviceaccount.yaml': ACCOUNT,
      'deploy/base/flinkdeployment.yaml': DEPLOYMENT,
    });
    const input = exampleInput(action(), examples[0], {
      validate: { plan: JSON.parse(JSON.stringify(plan)) },
    });

    const { outputs } = await runAction(action(), input, {
      workspacePath: workspace.path,
    });

    const account =
      '/api/kubernetes/proxy/api/v1/namespaces/analytics/serviceaccounts/orders-enricher?fieldManager=flink-portal';
    const deployment =
      '/api/kubernetes/proxy/apis/flink.apache.org/v1beta1/namespaces/analytics/flinkdeployments/orders-enricher?fieldManager=flink-portal';
    expect(paths()).toEqual([
      `${account}&dryRun=All`,
      `${deployment}&dryRun=All`,
      account,
      deployment,
    ]);
    expect(outputs).toEqual({
      applicationId: 'kubernetes:eks-staging-us/analytics/orders-enricher',
      applied: [
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          namespace: 'analytics',
          name: 'orders-enricher',
        },
        {
          apiVersion: 'flink.apache.org/v1beta1',
          kind: 'FlinkDeployment',
          namespace: 'analytics',
          name: 'orders-enricher',
        },
      ],
    });
  });

  it('applies as the person who runs the template, to the cluster of the plan', async () => {
    await run({ manifest: ACCOUNT });

    expect(portal.requests[0]).toMatchObject({
      method: 'PATCH',
      headers: {
        'backstage-kubernetes-cluster': 'eks-staging-us',
        'content-type': 'application/apply-patch+yaml',
        authorization: `Bearer ${mockCredentials.service.token({
          onBehalfOf: initiator,
          targetPluginId: 'kubernetes',
        })}`,
      },
    });
    expect(JSON.parse(portal.requests[0].body)).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'orders-enricher', namespace: 'analytics' },
    });
  });

  it('changes nothing in a dry run', async () => {
    const { log } = await run({ manifest: ACCOUNT }, true);

    expect(paths()).toEqual([expect.stringContaining('dryRun=All')]);
    expect(log).toEqual([
      'info Would apply ServiceAccount orders-enricher to analytics in eks-staging-us',
    ]);
  });

  it('puts what others need first', async () => {
    await run({ manifest: `${DEPLOYMENT}---\n${ACCOUNT}` }, true);

    expect(paths()[0]).toContain('/serviceaccounts/');
  });

  it('applies to the environment that was asked for', async () => {
    await run({ manifest: ACCOUNT, environment: 'production' });

    expect(portal.requests[0].headers['backstage-kubernetes-cluster']).toBe(
      'eks-prod-eu',
    );
  });

  it.each([
    [
      'another namespace',
      object('v1', 'ServiceAccount', 'orders-enricher', 'kube-system'),
      'is for the namespace kube-system; the plan is for analytics',
    ],
    [
      'another kind',
      object('v1', 'Secret', 'orders-enricher'),
      'v1 Secret is nothing a Flink job needs',
    ],
    [
      'a kind of another group',
      object('example.com/v1', 'Role', 'orders-enricher'),
      'example.com/v1 Role is nothing a Flink job needs',
    ],
    [
      'another job',
      object(
        'flink.apache.org/v1beta1',
        'FlinkDeployment',
        'orders-enricher-2',
      ),
      'FlinkDeployment orders-enricher-2 is not of the job orders-enricher',
    ],
    ['no object', 'kind: ServiceAccount\n', 'This is no Kubernetes object'],
    ['no YAML', 'a: [', 'manifest[0]: '],
  ])('refuses %s and sends nothing', async (_name, manifest, message) => {
    await expect(run({ manifest })).rejects.toThrow(message);
    expect(portal.requests).toEqual([]);
  });

  it('applies what is named after the job', async () => {
    await run({ manifest: object('v1', 'ConfigMap', 'orders-enricher-rules') });

    expect(paths()[0]).toContain('/configmaps/orders-enricher-rules');
  });

  it.each([
    [403, 'NotAllowedError', 'may not apply FlinkDeployment orders-enricher'],
    [409, 'ConflictError', 'Something else owns fields of FlinkDeployment'],
    [422, 'InputError', 'The cluster does not accept FlinkDeployment'],
    [404, 'Error', 'lacks the namespace or the kind'],
    [500, 'Error', 'Could not apply FlinkDeployment'],
  ])('changes nothing when the cluster says %d', async (status, name, text) => {
    answer = path =>
      path.includes('flinkdeployments')
        ? {
            status,
            body: { kind: 'Status', message: 'said the API server' },
          }
        : { status: 200, body: {} };

    const ended = run({ manifest: `${ACCOUNT}---\n${DEPLOYMENT}` });

    await expect(ended).rejects.toMatchObject({ name });
    await expect(ended).rejects.toThrow(text);
    await expect(ended).rejects.toThrow(`said the API server (${status})`);
    expect(paths().every(path => path.includes('dryRun=All'))).toBe(true);
  });

  it('tells what the portal itself said', async () => {
    answer = () => ({
      status: 403,
      body: { error: { name: 'NotAllowedError', message: 'no proxy for you' } },
    });

    await expect(run({ manifest: ACCOUNT })).rejects.toThrow(
      'no proxy for you (403)',
    );
  });

  it('refuses a job that does not run on EKS', async () => {
    await expect(
      run({
        plan: JSON.parse(JSON.stringify(examplePlan())),
        manifest: ACCOUNT,
      }),
    ).rejects.toThrow('does not run on EKS in staging');
  });

  it.each([
    [{ plan: {} }, 'plan is not the output of flink:validate'],
    [{ environment: 'test' }, 'the plan has no test; it has staging, prod'],
    [{}, 'There is nothing to apply'],
    [{ manifestPaths: ['../secret'] }, ''],
  ])('refuses %j', async (input, message) => {
    await expect(run(input)).rejects.toThrow(message);
    expect(portal.requests).toEqual([]);
  });
});
