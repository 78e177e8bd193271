import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSignedCertificate } from './server/self-signed';
import { TestCluster, startTestCluster } from './__testUtils__/test-cluster';

const EXAMPLES = join(__dirname, '../../fixtures/operator-examples');

let cluster: TestCluster;
let home: string;

/** Runs the stock kubectl; a missing binary fails the test and says so. */
function kubectl(...args: string[]): Promise<{ ok: boolean; text: string }> {
  const environment = {
    ...process.env,
    HOME: home,
    KUBECONFIG: join(home, 'config'),
  };
  return new Promise((resolve, reject) => {
    execFile(
      'kubectl',
      args,
      { env: environment, timeout: 30_000 },
      (error, stdout, stderr) => {
        if (error && error.code === 'ENOENT') {
          reject(
            new Error(
              'kubectl is not on the PATH; install kubectl 1.30 or newer to run this test',
            ),
          );
          return;
        }
        resolve({ ok: !error, text: stdout + stderr });
      },
    );
  });
}

beforeAll(async () => {
  const tls = selfSignedCertificate('127.0.0.1');
  // kubectl waits in real time for deletions, so the operator has to look by itself.
  cluster = await startTestCluster({ tls, tickIntervalMs: 100 });
  home = mkdtempSync(join(tmpdir(), 'sandbox-kubectl-'));
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'sandbox',
        cluster: {
          server: cluster.api.url,
          'certificate-authority-data': Buffer.from(tls.cert).toString(
            'base64',
          ),
        },
      },
    ],
    users: [
      { name: 'admin', user: { token: 'admin' } },
      { name: 'reader', user: { token: 'reader' } },
    ],
    contexts: ['admin', 'reader'].map(user => ({
      name: user,
      context: { cluster: 'sandbox', user },
    })),
    'current-context': 'admin',
  };
  writeFileSync(join(home, 'config'), JSON.stringify(config));
});

afterAll(async () => {
  await cluster?.api.close();
  if (home) rmSync(home, { recursive: true });
});

it('lists the operator’s kinds with their short names', async () => {
  const { text } = await kubectl(
    'api-resources',
    '--api-group=flink.apache.org',
  );
  expect(text).toMatch(/flinkdeployments\s+flinkdep\s/);
  expect(text).toMatch(/flinkstatesnapshots\s+flinksnp\s/);
});

// Snapshots name example-deployment, so its manifest comes first.
it.each([
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
  'savepoint-already-exists.yaml',
  'savepoint-job-defaults.yaml',
  'savepoint-job-full-spec.yaml',
])('applies the operator’s example %s', async file => {
  const { ok, text } = await kubectl('apply', '-f', join(EXAMPLES, file));
  expect([ok, text]).toEqual([
    true,
    expect.stringMatching(/created|configured/),
  ]);
});

it('prints the columns the CRD asks for', async () => {
  cluster.clock.advance(10 * 60_000);
  cluster.api.tick();
  const { text } = await kubectl('get', 'flinkdep', 'basic-example');
  expect(text).toMatch(/NAME\s+JOB STATUS\s+LIFECYCLE STATE/);
  expect(text).toMatch(/basic-example\s+RUNNING\s+STABLE/);
});

it('waits for the Running condition', async () => {
  const { ok, text } = await kubectl(
    'wait',
    '--for=condition=Running',
    'flinkdep/basic-example',
    '--timeout=10s',
  );
  expect([ok, text]).toEqual([true, expect.stringContaining('condition met')]);
});

it('patches with a merge patch, and is refused a strategic one', async () => {
  const merge = await kubectl(
    'patch',
    'flinkdep',
    'basic-example',
    '--type=merge',
    '-p',
    '{"spec":{"job":{"parallelism":3}}}',
  );
  const strategic = await kubectl(
    'patch',
    'flinkdep',
    'basic-example',
    '-p',
    '{"spec":{"job":{"parallelism":3}}}',
  );
  expect(merge.text).toContain('patched');
  expect(strategic.text).toContain('is not supported');
});

it('validates on the server: a misspelt field is an error', async () => {
  const file = join(home, 'misspelt.yaml');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkDeployment',
      metadata: { name: 'misspelt' },
      spec: { restartNonnce: 1 },
    }),
  );
  const { ok, text } = await kubectl('apply', '-f', file);
  expect(ok).toBe(false);
  expect(text).toContain('unknown field "spec.restartNonnce"');
});

it('describes with events', async () => {
  const { text } = await kubectl('describe', 'flinkdep', 'basic-example');
  expect(text).toMatch(/Events:[\s\S]*Submit/);
});

it('scales through the scale subresource', async () => {
  const { text } = await kubectl(
    'scale',
    'flinkdep',
    'basic-reactive-example',
    '--replicas=3',
  );
  expect(text).toContain('scaled');
});

it('applies server-side', async () => {
  const { text } = await kubectl(
    'apply',
    '--server-side',
    '--force-conflicts',
    '-f',
    join(EXAMPLES, 'basic.yaml'),
  );
  expect(text).toContain('serverside-applied');
});

it('keeps a status replaced by hand on an object marked verbatim', async () => {
  await kubectl(
    'annotate',
    'flinkdep',
    'pod-template-example',
    'sandbox/verbatim=true',
  );
  const { text: before } = await kubectl(
    'get',
    'flinkdep',
    'pod-template-example',
    '-o',
    'json',
  );
  const file = join(home, 'status.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...JSON.parse(before),
      status: { lifecycleState: 'FAILED' },
    }),
  );
  await kubectl('replace', '--subresource=status', '-f', file);
  cluster.api.tick();
  const { text } = await kubectl(
    'get',
    'flinkdep',
    'pod-template-example',
    '-o',
    'jsonpath={.status}',
  );
  expect(JSON.parse(text)).toEqual({ lifecycleState: 'FAILED' });
});

it('tells a reader that it may not delete', async () => {
  const { ok, text } = await kubectl(
    '--context=reader',
    'delete',
    'flinkdep',
    'basic-example',
  );
  expect(ok).toBe(false);
  expect(text).toContain('cannot delete resource "flinkdeployments"');
});

it('deletes and waits for the finalizer to go', async () => {
  const moving = setInterval(() => cluster.clock.advance(1000), 100);
  const { ok, text } = await kubectl('delete', 'flinkdep', 'basic-example');
  clearInterval(moving);
  expect([ok, text]).toEqual([true, expect.stringContaining('deleted')]);
});
