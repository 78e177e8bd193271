import { fixture, fixtures } from '../__testUtils__/facts';
import {
  configured,
  flattenFlinkConfiguration,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  flinkStateSnapshotSchema,
  hasHighAvailability,
  parseFlinkDurationMs,
  parseStatusError,
} from '.';

const stored = (manifest: Record<string, unknown>) => ({
  ...manifest,
  metadata: {
    namespace: 'default',
    uid: 'u',
    ...(manifest.metadata as Record<string, unknown>),
  },
});

describe('objects as clusters really hold them', () => {
  it('reads an application of an operator of about 1.1', () => {
    const dump = fixture('application-operator-1.1-real-dump.yaml');
    const { status } = flinkDeploymentSchema.parse(dump.ready);

    expect(status?.error).toBeUndefined();
    expect(status?.jobStatus).toMatchObject({
      jobName: 'State machine job',
      state: 'CREATED',
      startTime: 1664124442817,
    });
    expect(
      status?.reconciliationStatus?.lastReconciledSpec.spec?.job?.parallelism,
    ).toBe(2);
  });

  it('reads an application that was never deployed', () => {
    const dump = fixture('application-operator-1.1-real-dump.yaml');
    const { status } = flinkDeploymentSchema.parse(
      dump.missing_during_first_deploy,
    );

    expect(status?.jobManagerDeploymentStatus).toBe('MISSING');
    expect(status?.clusterInfo).toEqual({});
  });

  it('reads a session cluster of operator 1.12, whose recorded spec is full of nulls', () => {
    const { spec, status } = flinkDeploymentSchema.parse(
      fixture('session-cluster-operator-1.12.0-real-dump.yaml'),
    );

    expect(spec?.job).toBeUndefined();
    expect(
      status?.reconciliationStatus?.lastReconciledSpec.spec?.job,
    ).toBeUndefined();
    expect(status?.clusterInfo['flink-version']).toBe('1.17.2');
  });

  it.each([
    'autoscaling',
    'basic-checkpoint-ha',
    'basic-reactive',
    'pod-template',
  ])('reads the operator’s own example %s', name => {
    const { spec } = flinkDeploymentSchema.parse(
      stored(fixture(`examples/${name}.yaml`)),
    );

    expect(spec?.job?.jarURI).toMatch(/\.jar$/);
  });

  it('reads session jobs and snapshots of the examples', () => {
    const [, job] = fixtures('examples/basic-session-deployment-and-job.yaml');
    const snapshot = fixture('examples/savepoint-job-full-spec.yaml');

    expect(flinkSessionJobSchema.parse(stored(job)).spec?.deploymentName).toBe(
      'basic-session-deployment-example',
    );
    expect(
      flinkStateSnapshotSchema.parse(stored(snapshot)).spec?.jobReference,
    ).toEqual({ kind: 'FlinkDeployment', name: 'example-deployment' });
  });

  it('fills in the defaults that the operator keeps to itself', () => {
    const { spec } = flinkDeploymentSchema.parse(
      stored({ metadata: { name: 'a' }, spec: { job: {} } }),
    );

    expect(spec).toMatchObject({
      mode: 'native',
      job: { state: 'running', upgradeMode: 'stateless' },
    });
  });

  it('reads a field of the wrong shape as absent and keeps the rest', () => {
    const { spec } = flinkDeploymentSchema.parse(
      stored({
        metadata: { name: 'a', labels: 'none' },
        spec: { image: { not: 'a text' }, flinkVersion: 'v1_20' },
      }),
    );

    expect(spec).toMatchObject({ image: undefined, flinkVersion: 'v1_20' });
  });
});

describe('flinkConfiguration', () => {
  it('is flattened where nested, flat and mixed keys meet', () => {
    const { spec } = flinkDeploymentSchema.parse(
      stored(fixture('examples/autoscaling.yaml')),
    );

    expect(spec?.flinkConfiguration).toMatchObject({
      'job.autoscaler.enabled': 'true',
      'job.autoscaler.stabilization.interval': '1m',
      'state.checkpoints.dir': 'file:///flink-data/checkpoints',
      'execution.checkpointing.interval': '1m',
    });
    expect(spec && hasHighAvailability(spec)).toBe(true);
  });

  it('joins lists as the operator does and drops nulls', () => {
    expect(
      flattenFlinkConfiguration({ a: { b: ['x', 'y'], c: null }, 'a.d': 1 }),
    ).toEqual({ 'a.b': 'x;y', 'a.d': '1' });
  });

  it('takes the first key that is set', () => {
    const spec = { flinkConfiguration: { 'high-availability': 'zookeeper' } };

    expect(
      configured(spec, 'high-availability.type', 'high-availability'),
    ).toBe('zookeeper');
  });

  it.each([
    ['1m', 60_000],
    ['1 min', 60_000],
    ['30 s', 30_000],
    ['60000', 60_000],
    ['2h', 7_200_000],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads the duration %s', (text, ms) => {
    expect(parseFlinkDurationMs(text)).toBe(ms);
  });
});

describe('status.error', () => {
  it('joins the outer message and the root that says more', () => {
    expect(
      parseStatusError(
        JSON.stringify({
          type: 'ReconciliationException',
          message: 'could not deploy',
          additionalMetadata: {},
          throwableList: [
            {
              type: 'DeploymentFailedException',
              message: 'back-off pulling image',
              additionalMetadata: { reason: 'ImagePullBackOff' },
            },
          ],
        }),
      ),
    ).toEqual({
      message: 'could not deploy — back-off pulling image',
      types: ['ReconciliationException', 'DeploymentFailedException'],
      reason: 'ImagePullBackOff',
    });
  });

  it('keeps plain text, and JSON that was cut, as text', () => {
    expect(parseStatusError('Job Not Found')?.message).toBe('Job Not Found');
    expect(parseStatusError('{"type":"Abc')?.message).toBe('{"type":"Abc');
  });

  it('is absent when empty, as operators up to 1.1 wrote it', () => {
    expect(parseStatusError('')).toBeUndefined();
  });
});
