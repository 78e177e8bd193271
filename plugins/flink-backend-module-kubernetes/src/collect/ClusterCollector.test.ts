import { mockServices } from '@backstage/backend-test-utils';
import {
  valueOf,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  CollectContext,
  FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import { ConfigReader } from '@backstage/config';
import { NOW_MS, rawDeployment, rawEvent } from '../__testUtils__/facts';
import { ManualTime, until } from '../__testUtils__/ManualTime';
import { PortalDouble } from '../__testUtils__/PortalDouble';
import { transportTo } from '../__testUtils__/transport';
import { KubernetesRuntime } from '../KubernetesRuntime';
import { readKubernetesSettings } from '../settings';

const KINDS = [
  'flinkdeployments',
  'flinksessionjobs',
  'flinkstatesnapshots',
  'flinkbluegreendeployments',
  'pods',
  'events',
];
const ORDERS = 'kubernetes:eks-prod/payments/orders';
const JOB = 'a'.repeat(32);
const REST =
  '/proxy/api/v1/namespaces/payments/services/orders-rest:rest/proxy';

const SOURCE: FlinkSource = {
  id: 'kubernetes:eks-prod',
  runtime: 'kubernetes',
  title: 'eks-prod',
  mode: 'watch',
  pollIntervalMs: 60_000,
  timeoutMs: 285_000,
};

describe('collecting a cluster', () => {
  let portal: PortalDouble;
  let baseUrl: string;
  let time: ManualTime;
  let stop: AbortController;
  let collecting: Promise<void> = Promise.resolve();
  let emitted: Observation[];
  let notes: Array<string | undefined>;
  let completed: string[][];
  let alive: number;
  let counted: string[];

  beforeEach(async () => {
    portal = new PortalDouble();
    baseUrl = await portal.start();
    for (const plural of KINDS) portal.objects.set(plural, []);
    portal.objects.set('flinkdeployments', [rawDeployment()]);
    time = new ManualTime(NOW_MS);
    stop = new AbortController();
    emitted = [];
    notes = [];
    completed = [];
    alive = 0;
    counted = [];
  });
  afterEach(async () => {
    stop.abort();
    await collecting.catch(() => undefined);
    await portal.stop();
  });

  const runtime = (config = {}) =>
    new KubernetesRuntime({
      transport: transportTo(baseUrl),
      settings: readKubernetesSettings(
        new ConfigReader({ flink: { kubernetes: config } }),
      ),
      logger: mockServices.logger.mock(),
      waitingFor: () => time,
    });
  const context = (): CollectContext => ({
    signal: stop.signal,
    now: () => time.now(),
    before: async () => new Map(),
    wantsClose: () => false,
    emit: async (observation, note) => {
      emitted.push(observation);
      notes.push(note);
    },
    complete: async ids => {
      completed.push([...ids]);
    },
    alive: async () => {
      alive += 1;
    },
    count: operation => {
      counted.push(operation);
    },
  });
  const collect = (config = {}) => {
    collecting = runtime(config).collect(SOURCE, context());
    collecting.catch(() => undefined);
    return collecting;
  };
  const watched = () =>
    until(() => KINDS.every(plural => portal.watching(plural) > 0));
  /** Lets the debounce pass until the first complete reading is handed over. */
  const firstReading = async () => {
    await watched();
    await until(
      () => completed.length > 0,
      () => time.advance(100),
    );
  };
  /** The same, and the first turn of the cadence after it. */
  const firstRound = async () => {
    await firstReading();
    await until(
      () => emitted.length > 1,
      () => time.advance(100),
    );
  };
  const lastOf = (id: string) =>
    emitted.filter(({ application }) => application.id === id).pop();
  const answerRest = (path: string, body: unknown) =>
    portal.answers.set(`${REST}${path}`, { status: 200, body });
  const letFlinkAnswer = () => {
    answerRest('/overview', { taskmanagers: 2, 'flink-version': '1.20.1' });
    answerRest('/jobs/overview', {
      jobs: [{ jid: JOB, name: 'orders job', state: 'RUNNING' }],
    });
    answerRest(`/jobs/${JOB}`, {
      jid: JOB,
      name: 'orders job',
      state: 'RUNNING',
      vertices: [],
    });
    answerRest(`/jobs/${JOB}/checkpoints`, {
      latest: { completed: { latest_ack_timestamp: NOW_MS - 30_000 } },
    });
    answerRest(`/jobs/${JOB}/checkpoints/config`, { interval: 60_000 });
    answerRest(`/jobs/${JOB}/metrics`, [{ id: 'numRestarts', value: '3' }]);
    answerRest('/taskmanagers/metrics', []);
  };

  it('hands over every application and says which there are', async () => {
    collect({ metrics: { enabled: false } });
    await firstReading();

    expect(completed).toEqual([[ORDERS]]);
    expect(emitted.map(({ application }) => application.id)).toEqual([ORDERS]);
    expect(emitted[0].metrics).toBeUndefined();
    expect(alive).toBeGreaterThan(0);
    expect(counted).toEqual(
      expect.arrayContaining(['list flinkdeployments', 'watch events']),
    );
  });

  it('uses one watch per kind for a whole cluster', async () => {
    collect({ metrics: { enabled: false } });
    await firstReading();

    expect(KINDS.map(plural => portal.watching(plural))).toEqual(
      KINDS.map(() => 1),
    );
  });

  it('reads only the namespaces it may', async () => {
    collect({ namespaces: ['payments'], metrics: { enabled: false } });
    await firstReading();

    const paths = portal.requests.map(({ path }) => path);
    expect(
      paths
        .filter(path => path.startsWith('/proxy'))
        .every(path => path.includes('/namespaces/payments/')),
    ).toBe(true);
  });

  it('makes many quick changes into one observation', async () => {
    collect({ metrics: { enabled: false } });
    await firstRound();
    const before = emitted.length;
    for (let version = 1; version <= 5; version += 1) {
      portal.push(
        'flinkdeployments',
        'MODIFIED',
        rawDeployment({
          metadata: { resourceVersion: String(2000 + version) },
          status: { lifecycleState: version < 5 ? 'DEPLOYED' : 'UPGRADING' },
        }),
      );
    }
    portal.push('events', 'ADDED', rawEvent('SpecChanged', 'changed', 0));
    await until(
      () => valueOf(lastOf(ORDERS)!.state)?.phase === 'changing',
      () => time.advance(20),
    );

    expect(emitted.length - before).toBeLessThanOrEqual(2);
    expect(valueOf(lastOf(ORDERS)!.state)?.change?.verbatim).toBe('UPGRADING');
  });

  it('is silent about what did not change', async () => {
    collect({ metrics: { enabled: false, cadence: { hours: 1 } } });
    await firstRound();
    const before = emitted.length;
    portal.push(
      'flinkdeployments',
      'MODIFIED',
      rawDeployment({ metadata: { resourceVersion: '2001' } }),
    );
    portal.push(
      'flinkdeployments',
      'ADDED',
      rawDeployment({
        metadata: { name: 'clicks', uid: 'clicks', resourceVersion: '2002' },
      }),
    );
    await until(
      () => completed.length === 2,
      () => time.advance(100),
    );

    expect(
      emitted.slice(before).map(({ application }) => application.name),
    ).not.toContain('orders');
  });

  it('says at once that an application is gone', async () => {
    collect({ metrics: { enabled: false } });
    await firstReading();
    portal.push('flinkdeployments', 'DELETED', rawDeployment());
    await until(
      () => completed.length === 2,
      () => time.advance(100),
    );

    expect(completed[1]).toEqual([]);
  });

  it('adds metrics and checkpoints from Flink’s own REST API', async () => {
    letFlinkAnswer();
    collect();
    await firstReading();
    await until(
      () => lastOf(ORDERS)?.metrics !== undefined,
      () => time.advance(100),
    );

    const { metrics, jobs, configuration } = lastOf(ORDERS)!;
    expect(valueOf(metrics!)?.series).toContainEqual({
      metric: 'numRestarts',
      points: [[expect.any(Number), 3]],
    });
    expect(valueOf(jobs)?.[0].lastCompletedCheckpoint?.at).toBe(
      new Date(NOW_MS - 30_000).toISOString(),
    );
    expect(valueOf(configuration)?.checkpointIntervalMs).toBe(60_000);
  });

  it('never blames the application for a REST API that cannot be reached', async () => {
    portal.answers.set(`${REST}/overview`, {
      status: 503,
      body: { kind: 'Status', message: 'no endpoints available' },
    });
    collect();
    await firstReading();
    await until(
      () => lastOf(ORDERS)?.metrics !== undefined,
      () => time.advance(100),
    );

    expect(lastOf(ORDERS)).toMatchObject({
      metrics: { status: 'unreadable', reason: 'unreachable' },
      state: { status: 'read', value: { phase: 'running', conditions: [] } },
    });
  });

  it('does not ask a suspended application for metrics', async () => {
    portal.objects.set('flinkdeployments', [
      rawDeployment({
        spec: { job: { state: 'suspended' } },
        status: {
          lifecycleState: 'SUSPENDED',
          jobManagerDeploymentStatus: 'MISSING',
        },
      }),
    ]);
    collect();
    await firstReading();
    await until(
      () => lastOf(ORDERS)?.metrics !== undefined,
      () => time.advance(100),
    );

    expect(lastOf(ORDERS)?.metrics?.status).toBe('notApplicable');
    expect(portal.requests.some(({ path }) => path.startsWith(REST))).toBe(
      false,
    );
  });

  it('hides the two deployments of a blue/green deployment behind it', async () => {
    const child = (name: string, colour: string) =>
      rawDeployment({
        metadata: {
          name,
          uid: name,
          labels: { 'flink/blue-green-deployment-type': colour },
          ownerReferences: [
            { kind: 'FlinkBlueGreenDeployment', name: 'orders' },
          ],
        },
      });
    portal.objects.set('flinkdeployments', [
      child('orders-blue', 'BLUE'),
      child('orders-green', 'GREEN'),
    ]);
    portal.objects.set('flinkbluegreendeployments', [
      {
        metadata: { name: 'orders', namespace: 'payments', uid: 'bg' },
        status: { blueGreenState: 'ACTIVE_GREEN' },
      },
    ]);
    collect({ metrics: { enabled: false } });
    await firstReading();

    expect(completed).toEqual([[ORDERS]]);
  });

  it('reads an operator that is too old for snapshots and blue/green', async () => {
    portal.objects.delete('flinkstatesnapshots');
    portal.objects.delete('flinkbluegreendeployments');
    collect({ metrics: { enabled: false } });
    await until(
      () => completed.length > 0,
      () => time.advance(100),
    );

    expect(lastOf(ORDERS)?.snapshots).toMatchObject({
      status: 'read',
      value: [],
    });
  });

  it('says which part may not be read and reads the rest', async () => {
    portal.answers.set('/proxy/api/v1/events', {
      status: 403,
      body: { kind: 'Status', message: 'cannot list events' },
    });
    collect({ metrics: { enabled: false } });
    await until(
      () => completed.length > 0,
      () => time.advance(100),
    );

    expect(lastOf(ORDERS)).toMatchObject({
      events: { status: 'unreadable', reason: 'denied' },
      state: { status: 'read', value: { phase: 'running' } },
    });
  });

  it('fails as a source when FlinkDeployments may not be listed, and removes nothing', async () => {
    portal.answers.set(
      '/proxy/apis/flink.apache.org/v1beta1/flinkdeployments',
      { status: 403, body: { kind: 'Status', message: 'forbidden' } },
    );

    await expect(collect()).rejects.toMatchObject({
      name: 'FlinkSourceError',
      reason: 'denied',
      message: expect.stringContaining('list flinkdeployments'),
    });
    expect(completed).toEqual([]);
  });

  it('fails as a source when the cluster does not answer', async () => {
    for (const plural of KINDS) portal.silent.add(plural);
    collect({ watch: { listTimeout: { seconds: 1 } } });
    const ticking = setInterval(() => time.advance(1_000), 20);
    await expect(collecting).rejects.toMatchObject({ reason: 'timeout' });
    clearInterval(ticking);

    expect(completed).toEqual([]);
    expect(alive).toBe(0);
  });

  it('has no applications where the operator is not installed', async () => {
    portal.objects.clear();
    collect();
    await until(
      () => completed.length > 0,
      () => time.advance(100),
    );

    expect(completed).toEqual([[]]);
    expect(alive).toBeGreaterThan(0);
  });

  it('keeps since when a job is out of sight for the next collection', async () => {
    portal.objects.set('flinkdeployments', [
      rawDeployment({ status: { jobStatus: { state: 'RECONCILING' } } }),
    ]);
    collect({ metrics: { enabled: false } });
    await firstReading();

    expect(JSON.parse(notes[0] ?? '{}').jobState.value).toBe('RECONCILING');
  });

  it('returns quietly when it is told to end', async () => {
    collect({ metrics: { enabled: false } });
    await firstReading();
    stop.abort();

    await expect(collecting).resolves.toBeUndefined();
  });

  it('returns when its time is over, so that another replica may take over', async () => {
    collect({ metrics: { enabled: false } });
    await firstReading();
    time.advance(240_000);
    portal.endWatches();

    await expect(collecting).resolves.toBeUndefined();
  });
});
