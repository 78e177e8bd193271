import { read, valueOf } from '@flink-portal/backstage-plugin-flink-common';
import { factsOf, minutesAgo, minutesAgoMs } from '../__testUtils__/facts';
import {
  NOTHING_BEFORE,
  observe,
  reading,
  restJob,
  sessionCluster,
  sessionJob,
} from '../__testUtils__/observe';
import { toObservation } from './toObservation';

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

  it('tells how often each of its jobs makes a checkpoint, or that one makes none', () => {
    const without = {
      ...restJob('d'.repeat(32), 'adhoc'),
      checkpointing: { read: true as const },
    };
    const { jobs } = observe({
      deployment: sessionCluster(),
      flink: reading(
        restJob('c'.repeat(32), 'clicks'),
        // What is absent means that it is switched off.
        without as ReturnType<typeof restJob>,
      ),
    });

    expect(valueOf(jobs)).toMatchObject([
      { name: 'clicks', checkpointIntervalMs: 30_000 },
      { name: 'adhoc', checkpointIntervalMs: 'off' },
    ]);
  });

  it('gives values of a job the name of its object, which is not always Flink’s', () => {
    const points = [[1_760_000_000, 2]] as const;
    const of = (name: string) =>
      ({ metric: 'numRestarts', part: { kind: 'job', name }, points } as const);
    const flink = reading(
      restJob('c'.repeat(32), 'Flink Streaming Job'),
      restJob('d'.repeat(32), 'adhoc'),
    );
    const { metrics } = toObservation(
      factsOf({
        deployment: sessionCluster(),
        sessionJobs: [
          sessionJob('clicks', {
            jobStatus: { jobId: 'c'.repeat(32), state: 'RUNNING' },
          }),
        ],
        flink,
      }),
      NOTHING_BEFORE,
      read(
        {
          ...flink.metrics,
          series: [
            of('c'.repeat(32)),
            of('d'.repeat(32)),
            { metric: 'taskManagers', points },
          ],
        },
        minutesAgo(0),
      ),
    );

    expect(metrics && valueOf(metrics)?.series).toEqual([
      of('clicks'),
      of('adhoc'),
      { metric: 'taskManagers', points },
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

  describe('shows of a session job', () => {
    const JOB_ID = 'c'.repeat(32);
    const jobOf = (
      status: Record<string, unknown>,
      options: { suspendedMinutesAgo?: number; known?: boolean } = {},
    ) => {
      const { suspendedMinutesAgo: ago, known } = options;
      const base = sessionJob('clicks', status);
      const { jobs } = observe({
        deployment: sessionCluster(),
        sessionJobs: [
          ago === undefined
            ? base
            : {
                ...base,
                spec: { ...base.spec, job: { state: 'suspended' } },
                metadata: {
                  ...base.metadata,
                  managedFields: [
                    {
                      manager: 'kubectl-edit',
                      operation: 'Update',
                      time: minutesAgo(ago),
                      fieldsV1: { 'f:spec': {} },
                    },
                  ],
                },
              },
        ],
        ...(known === undefined
          ? {}
          : { flink: reading(...(known ? [restJob(JOB_ID, 'x')] : [])) }),
      });
      return valueOf(jobs)?.[0];
    };
    const state = (word: string, changedMinutesAgo = 600) => ({
      lifecycleState: 'STABLE',
      jobStatus: {
        jobId: JOB_ID,
        state: word,
        updateTime: String(minutesAgoMs(changedMinutesAgo)),
      },
    });

    it('what runs, until the operator has suspended it', () => {
      expect(jobOf(state('RUNNING'), { suspendedMinutesAgo: 1 })).toEqual(
        expect.objectContaining({ status: 'RUNNING' }),
      );
      expect(
        jobOf(
          { ...state('FINISHED'), lifecycleState: 'SUSPENDED' },
          { suspendedMinutesAgo: 1 },
        ),
      ).toMatchObject({ status: 'SUSPENDED' });
      expect(
        jobOf({ lifecycleState: 'CREATED' }, { suspendedMinutesAgo: 600 }),
      ).toMatchObject({ status: 'SUSPENDED' });
    });

    it('that it should be suspended for five minutes and is not', () => {
      expect(
        jobOf(state('RUNNING'), { suspendedMinutesAgo: 6 })?.conditions,
      ).toMatchObject([{ code: 'suspendStalled', since: minutesAgo(6) }]);
      expect(
        jobOf(state('RUNNING'), { suspendedMinutesAgo: 4 })?.conditions,
      ).toBeUndefined();
    });

    it('that Flink does not know what the operator cannot observe', () => {
      expect(
        jobOf(state('RECONCILING'), { known: false })?.conditions,
      ).toMatchObject([{ code: 'jobUnreachable' }]);
      expect(
        jobOf(state('RECONCILING'), { known: true })?.conditions,
      ).toBeUndefined();
      expect(jobOf(state('RECONCILING'))?.conditions).toBeUndefined();
    });

    it('that nothing has led it for two minutes', () => {
      expect(jobOf(state('SUSPENDED', 3))?.conditions).toMatchObject([
        { code: 'jobUnreachable', since: minutesAgo(3) },
      ]);
      expect(jobOf(state('SUSPENDED', 1))?.conditions).toBeUndefined();
    });
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
