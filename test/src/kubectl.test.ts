import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createWorld,
  selfSignedCertificate,
  startKubernetesApi,
  SystemClock,
  VERBATIM_ANNOTATION,
  type KubernetesApi,
} from '@flink-portal/sandbox';
import { parse } from 'yaml';
import { Kubectl } from './portal/Kubectl';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(240_000);

const CLUSTER = 'empty-cluster';
const TOKEN = 'admin-token';
const fixtures = join(__dirname, '../../packages/sandbox/fixtures');
const sample = (file: string) =>
  parse(readFileSync(join(fixtures, 'status-samples', file), 'utf8'));

let cluster: KubernetesApi;
let clock: SystemClock;
let kubectl: Kubectl;
let portal: PortalBackend;

beforeAll(async () => {
  const tls = selfSignedCertificate('127.0.0.1');
  const caData = Buffer.from(tls.cert).toString('base64');
  clock = new SystemClock();
  cluster = await startKubernetesApi({
    world: createWorld({ seed: 'kubectl', clock }),
    cluster: CLUSTER,
    port: 0,
    tokens: [TOKEN],
    tls,
    tickIntervalMs: 200,
    namespaces: ['flink'],
  });
  kubectl = new Kubectl(cluster.url, caData, TOKEN);
  portal = await startPortalBackend({
    config: {
      flink: { schedule: { initialDelay: { milliseconds: 100 } } },
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: CLUSTER,
                url: cluster.url,
                authProvider: 'serviceAccount',
                serviceAccountToken: TOKEN,
                caData,
                skipMetricsLookup: true,
              },
            ],
          },
        ],
      },
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await cluster?.close();
  kubectl?.close();
});

const idOf = (name: string, namespace = 'default') =>
  `kubernetes:${CLUSTER}/${namespace}/${name}`;

/** The state verbatim; undefined while the portal does not know the application. */
async function stateOf(id: string) {
  const found = (await portal.fleet()).find(
    application => application.id === id,
  );
  return (
    found && {
      verdict: found.verdict,
      rule: found.topFinding?.ruleId,
      state: Object.fromEntries(
        found.state.map(({ label, value }) => [label, value]),
      ),
    }
  );
}

/** Applies a real resource, then its status exactly as it was dumped. */
async function restore(object: {
  metadata: { name: string; namespace: string };
  spec: unknown;
  status: unknown;
}) {
  const { name, namespace } = object.metadata;
  const resource = {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: {
      name,
      namespace,
      annotations: { [VERBATIM_ANNOTATION]: 'true' },
    },
    spec: object.spec,
  };
  await kubectl.send(['apply'], resource);
  const applied = JSON.parse(
    await kubectl.run('get', 'flinkdep', name, '-n', namespace, '-o', 'json'),
  );
  await kubectl.send(['replace', '--subresource=status'], {
    ...applied,
    status: object.status,
  });
}

describe('the operator’s own examples, applied with kubectl', () => {
  // Snapshots name the deployment of the first, so it comes first.
  const manifests = [
    'job-from-savepoint.yaml',
    'autoscaling.yaml',
    'basic-checkpoint-ha.yaml',
    'basic-reactive.yaml',
    'basic-session-deployment-and-job.yaml',
    'basic-session-deployment-only.yaml',
    'basic-session-job-only.yaml',
    'basic.yaml',
    'checkpoint.yaml',
    'pod-template.yaml',
    'savepoint-job-defaults.yaml',
  ];

  beforeAll(async () => {
    for (const manifest of manifests) {
      await kubectl.run(
        'apply',
        '-f',
        join(fixtures, 'operator-examples', manifest),
      );
    }
    // They are started and come up.
    clock.advance(5 * 60_000);
  });

  it('appear each once, session jobs as jobs of their cluster', async () => {
    const fleet = await until(
      () => portal.fleet(),
      found => found.length >= 8,
    );

    expect(fleet.map(({ name }) => name)).toEqual([
      'autoscaling-example',
      'basic-checkpoint-ha-example',
      'basic-example',
      'basic-reactive-example',
      'basic-session-deployment-example',
      'basic-session-deployment-only-example',
      'example-deployment',
      'pod-template-example',
    ]);
    const { jobs } = await until(
      () => portal.application(idOf('basic-session-deployment-example')),
      found => found.jobs.length === 2,
    );
    expect(jobs.map(({ name }) => name).sort()).toEqual([
      'basic-session-job-example',
      'basic-session-job-example2',
    ]);
  });

  it('are shown running with the operator’s own words', async () => {
    const seen = await until(
      () => stateOf(idOf('basic-example')),
      found => found?.state.Job === 'RUNNING',
    );

    expect(seen?.state).toEqual({
      Lifecycle: 'STABLE',
      Job: 'RUNNING',
      JobManager: 'READY',
      Reconciliation: 'DEPLOYED',
    });
  });

  it('bring their snapshots along', async () => {
    const { snapshots } = await until(
      () => portal.application(idOf('example-deployment')),
      found => found.snapshots.length === 2,
    );

    expect(snapshots.map(({ kind }) => kind).sort()).toEqual([
      'checkpoint',
      'savepoint',
    ]);
  });

  it('are Stopped when kubectl suspends them', async () => {
    await kubectl.run(
      'patch',
      'flinkdep',
      'basic-example',
      '--type=merge',
      '-p',
      '{"spec":{"job":{"state":"suspended"}}}',
    );
    const seen = await until(
      () => {
        clock.advance(5_000);
        return stateOf(idOf('basic-example'));
      },
      found => found?.verdict === 'Stopped',
    );

    expect(seen?.state.Lifecycle).toBe('SUSPENDED');
  });

  it('are gone when kubectl deletes them', async () => {
    const moving = setInterval(() => clock.advance(1_000), 100);
    await kubectl.run('delete', 'flinkdep', 'pod-template-example');
    clearInterval(moving);
    const fleet = await until(
      () => portal.fleet(),
      found => !found.some(({ name }) => name === 'pod-template-example'),
    );

    expect(fleet.map(({ name }) => name)).toContain('basic-example');
  });
});

describe('status dumps of real operators', () => {
  it('a session cluster of operator 1.12 whose job status says FINISHED', async () => {
    await restore(sample('session-cluster-operator-1.12.0-real-dump.yaml'));
    const seen = await until(
      () => stateOf(idOf('flink-session', 'flink')),
      found => found?.state.Lifecycle === 'STABLE',
    );

    expect(seen?.state).toMatchObject({
      Lifecycle: 'STABLE',
      JobManager: 'READY',
      Reconciliation: 'DEPLOYED',
    });
    // A dump brings no running Flink along: its jobs may be unreadable, but it is no failure.
    expect(['Healthy', 'Unknown']).toContain(seen?.verdict);
  });

  it.each([
    [
      'ready',
      { Job: 'CREATED', JobManager: 'READY', Reconciliation: 'DEPLOYED' },
      'Unhealthy',
      // It has been starting since 2022.
      'change-stalled',
    ],
    [
      'missing_during_first_deploy',
      { JobManager: 'MISSING', Reconciliation: 'UPGRADING' },
      'Changing',
      undefined,
    ],
  ] as const)(
    'an application of operator 1.1: %s',
    async (which, state, verdict, rule) => {
      const { metadata, status } = sample(
        'application-operator-1.1-real-dump.yaml',
      )[which];
      // The dump has no spec; the operator wrote the one it saw into the status.
      const { spec } = JSON.parse(
        status.reconciliationStatus.lastReconciledSpec,
      );
      await restore({ metadata, spec: withoutNulls(spec), status });
      const seen = await until(
        () => stateOf(idOf(metadata.name)),
        found => found?.state.JobManager === state.JobManager,
      );

      expect(seen).toEqual({ state, verdict, rule });
    },
  );
});

function withoutNulls(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part) => (part === null ? undefined : part)),
  );
}
