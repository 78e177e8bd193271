import { valueOf } from '@flink-portal/backstage-plugin-flink-common';
import {
  factsOf,
  fixture,
  minutesAgo,
  minutesAgoMs,
  rawDeployment,
} from '../__testUtils__/facts';
import {
  NOTHING_BEFORE,
  observe,
  reading,
  restJob,
  sessionCluster,
  sessionJob,
} from '../__testUtils__/observe';
import { toObservation } from './toObservation';

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

  it('takes the entity it belongs to from the annotation, the only place an entity ref fits', () => {
    const { application } = observe({
      deployment: rawDeployment({
        metadata: {
          labels: { 'backstage.io/entity-ref': 'orders', team: 'a' },
          annotations: {
            'backstage.io/entity-ref': 'component:default/orders',
          },
        },
      }),
    });

    expect(application.labels).toEqual({
      'backstage.io/entity-ref': 'component:default/orders',
      team: 'a',
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

  it('has no job when Flink lists none now, whatever the operator remembers', () => {
    const { jobs } = observe({ flink: reading() });

    expect(valueOf(jobs)).toEqual([]);
  });

  it('goes by the operator where Flink was asked long ago', () => {
    const { jobs } = observe({
      flink: { ...reading(), atMs: minutesAgoMs(4) },
    });

    expect(valueOf(jobs)).toMatchObject([{ name: 'orders job' }]);
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
