import { valueOf } from '@flink-portal/backstage-plugin-flink-common';
import {
  factsOf,
  fixture,
  minutesAgo,
  minutesAgoMs,
  rawDeployment,
} from '../__testUtils__/facts';
import { toObservation } from './toObservation';

const NOTHING_BEFORE = { operations: [], jobs: [] };
const observe = (raw: Parameters<typeof factsOf>[0]) =>
  toObservation(
    factsOf({ deployment: rawDeployment(), ...raw }),
    NOTHING_BEFORE,
  );

const sessionCluster = (status: Record<string, unknown> = {}) =>
  rawDeployment({ spec: { job: undefined }, status });
const sessionJob = (name: string, status: Record<string, unknown>) => ({
  metadata: { name, namespace: 'payments', uid: name },
  spec: { deploymentName: 'orders', job: { parallelism: 2 } },
  status,
});
const restJob = (jobId: string, name: string) => ({
  jobId,
  name,
  status: 'RUNNING',
  parallelism: 8,
  lastCompletedCheckpoint: { at: minutesAgo(1), durationMs: 900 },
  checkpointing: { read: true as const, intervalMs: 30_000 },
});
const reading = (...jobs: ReturnType<typeof restJob>[]) => ({
  atMs: minutesAgoMs(0),
  jobs,
  metrics: {
    from: minutesAgo(1),
    to: minutesAgo(0),
    resolutionSeconds: 60,
    series: [],
  },
});

describe('an application', () => {
  it('has an identity that never changes, with labels and claims', () => {
    const { application } = observe({
      deployment: rawDeployment({
        metadata: {
          annotations: {
            'backstage.io/owner': 'team-payments',
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
          },
        },
      }),
    });

    expect(application).toEqual({
      id: 'kubernetes:eks-prod/payments/orders',
      runtime: 'kubernetes',
      name: 'orders',
      sourceId: 'kubernetes:eks-prod',
      scope: ['eks-prod', 'payments'],
      externalId: 'FlinkDeployment/payments/orders',
      labels: {
        'backstage.io/kubernetes-id': 'orders',
        'backstage.io/owner': 'team-payments',
      },
    });
  });

  it('shows the operator’s own words as they are', () => {
    expect(valueOf(observe({}).state)?.verbatim).toEqual([
      { label: 'Lifecycle', value: 'STABLE' },
      { label: 'Job', value: 'RUNNING' },
      { label: 'JobManager', value: 'READY' },
      { label: 'Reconciliation', value: 'DEPLOYED' },
    ]);
  });

  it('is configured as its spec says', () => {
    expect(valueOf(observe({}).configuration)).toMatchObject({
      workload: 'streaming',
      flinkVersion: '1.20',
      flinkVersionVerbatim: 'v1_20',
      parallelism: 4,
      checkpointingEnabled: true,
      checkpointIntervalMs: 60_000,
      upgradeMode: 'savepoint',
      artifact: 'registry.example.com/orders:1.4.2',
      version: '3',
      versionAt: minutesAgo(601),
    });
  });

  it('takes Flink’s own word for the checkpoint interval over the spec', () => {
    const { configuration } = observe({
      flink: reading(restJob('a'.repeat(32), 'orders job')),
    });

    expect(valueOf(configuration)?.checkpointIntervalMs).toBe(30_000);
  });

  it('shows the spec that runs, not the one that was rejected', () => {
    const { configuration } = observe({
      deployment: {
        ...rawDeployment({ metadata: { generation: 4 } }),
        spec: { flinkVersion: 'v2_2', job: { parallelism: -1 } },
      },
    });

    expect(valueOf(configuration)).toMatchObject({
      flinkVersion: '1.20',
      parallelism: 4,
    });
  });

  it('counts TaskManagers times slots in standalone mode', () => {
    const { configuration } = observe({
      deployment: rawDeployment({
        spec: { mode: 'standalone', taskManager: { replicas: 3 } },
      }),
    });

    expect(valueOf(configuration)?.parallelism).toBe(6);
  });

  it('masks secrets of its Flink configuration', () => {
    const { configuration } = observe({
      deployment: rawDeployment({
        spec: { flinkConfiguration: { s3: { 'secret-key': 'hunter2' } } },
      }),
    });

    expect(JSON.stringify(configuration)).toContain('s3.secret-key');
    expect(JSON.stringify(configuration)).not.toContain('hunter2');
  });

  it('is restored as Flink says, a session job like an application', () => {
    const restored = {
      ...restJob('a'.repeat(32), 'x'),
      restoredCheckpoints: 0,
    };
    const application = observe({ flink: reading(restored) });
    const session = observe({
      deployment: sessionCluster(),
      sessionJobs: [
        sessionJob('clicks', {
          jobStatus: { jobId: 'a'.repeat(32), state: 'RUNNING' },
        }),
      ],
      flink: reading(restored),
    });

    for (const { jobs } of [application, session]) {
      expect(valueOf(jobs)).toMatchObject([{ restoredCheckpoints: 0 }]);
    }
  });

  it('keeps the last checkpoint while Flink cannot be asked', () => {
    const lastCompletedCheckpoint = { at: minutesAgo(7) };
    const { jobs } = toObservation(factsOf({ deployment: rawDeployment() }), {
      operations: [],
      jobs: [
        {
          jobId: 'a'.repeat(32),
          name: 'orders job',
          lastCompletedCheckpoint,
          restoredCheckpoints: 2,
        },
      ],
    });

    expect(valueOf(jobs)?.[0]).toMatchObject({
      status: 'RUNNING',
      lastCompletedCheckpoint,
      restoredCheckpoints: 2,
    });
  });

  it('says that events could not be read instead of showing none', () => {
    const facts = factsOf({ deployment: rawDeployment() });
    const { events, operations } = toObservation(
      {
        ...facts,
        events: {
          read: false,
          reason: 'denied',
          message: 'may not list events',
        },
      },
      NOTHING_BEFORE,
    );

    expect(events).toMatchObject({ status: 'unreadable', reason: 'denied' });
    expect(operations.status).toBe('unreadable');
  });
});

describe('real dumps', () => {
  it('calls the session cluster of operator 1.12 running although its jobStatus says FINISHED', () => {
    const { state, configuration } = toObservation(
      factsOf({
        deployment: fixture('session-cluster-operator-1.12.0-real-dump.yaml'),
      }),
      NOTHING_BEFORE,
    );

    expect(valueOf(state)).toMatchObject({ phase: 'running', conditions: [] });
    expect(valueOf(configuration)).toMatchObject({
      workload: 'sessionCluster',
      flinkVersion: '1.17',
      parallelism: 4,
    });
  });

  it('derives what operator 1.1 did not write', () => {
    const dump = fixture('application-operator-1.1-real-dump.yaml') as {
      ready: Record<string, unknown>;
      missing_during_first_deploy: Record<string, unknown>;
    };
    const phases = [dump.ready, dump.missing_during_first_deploy].map(
      deployment =>
        valueOf(toObservation(factsOf({ deployment }), NOTHING_BEFORE).state)
          ?.phase,
    );

    expect(phases).toEqual(['changing', 'changing']);
  });
});

describe('a session cluster', () => {
  it('has the jobs of the operator and those that somebody submitted directly', () => {
    const { jobs } = observe({
      deployment: sessionCluster(),
      sessionJobs: [
        sessionJob('clicks', {
          lifecycleState: 'STABLE',
          jobStatus: { jobId: 'c'.repeat(32), state: 'RUNNING' },
        }),
        sessionJob('views', {
          lifecycleState: 'STABLE',
          jobStatus: { state: 'RECONCILING' },
          error: 'Job Not Found',
        }),
      ],
      flink: reading(
        restJob('c'.repeat(32), 'clicks job'),
        restJob('d'.repeat(32), 'adhoc'),
      ),
    });

    expect(valueOf(jobs)).toMatchObject([
      { name: 'clicks', status: 'RUNNING', parallelism: 8 },
      { name: 'views', conditions: [{ code: 'sessionJobLost' }] },
      { name: 'adhoc', status: 'RUNNING' },
    ]);
  });

  it('makes its jobs wait while it is not ready', () => {
    const { jobs } = observe({
      deployment: sessionCluster({ jobManagerDeploymentStatus: 'DEPLOYING' }),
      sessionJobs: [sessionJob('clicks', { jobStatus: { state: 'RUNNING' } })],
    });

    expect(valueOf(jobs)?.[0].conditions).toMatchObject([
      { code: 'sessionClusterNotReady' },
    ]);
  });

  it('is shown as missing when session jobs name one that does not exist', () => {
    const { state } = toObservation(
      factsOf({ sessionJobs: [sessionJob('clicks', {})] }),
      NOTHING_BEFORE,
    );

    expect(valueOf(state)).toMatchObject({
      phase: 'failed',
      conditions: [
        {
          code: 'sessionClusterNotReady',
          message: expect.stringContaining('clicks'),
        },
      ],
    });
  });
});

describe('a blue/green deployment', () => {
  const blueGreen = (status: Record<string, unknown>) => ({
    metadata: { name: 'orders', namespace: 'payments', uid: 'bg' },
    status,
  });

  it('is what its active child is', () => {
    const { application, state } = observe({
      blueGreen: blueGreen({ blueGreenState: 'ACTIVE_BLUE' }),
    });

    expect(application.externalId).toBe(
      'FlinkBlueGreenDeployment/payments/orders',
    );
    expect(valueOf(state)).toMatchObject({
      phase: 'running',
      verbatim: [
        { label: 'Blue/green', value: 'ACTIVE_BLUE' },
        { label: 'Lifecycle', value: 'STABLE' },
        {},
        {},
        {},
      ],
    });
  });

  it('changes while it moves to the other colour', () => {
    const { state } = observe({
      blueGreen: blueGreen({
        blueGreenState: 'TRANSITIONING_TO_GREEN',
        lastReconciledTimestamp: minutesAgo(2),
      }),
    });

    expect(valueOf(state)).toMatchObject({
      phase: 'changing',
      change: { startedAt: minutesAgo(2), verbatim: 'TRANSITIONING_TO_GREEN' },
    });
  });

  it('says that a move failed while the old colour runs on', () => {
    const { state } = observe({
      blueGreen: blueGreen({
        blueGreenState: 'ACTIVE_BLUE',
        jobStatus: { state: 'FAILING' },
        error: 'Aborting deployment',
      }),
    });

    expect(valueOf(state)).toMatchObject({
      phase: 'running',
      conditions: [{ code: 'changeFailed', message: 'Aborting deployment' }],
    });
  });
});
