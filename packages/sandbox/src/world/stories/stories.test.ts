import { createWorld, FixedClock, type LivingJob } from '..';
import { STORIES } from '.';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function world() {
  return createWorld({ seed: 'stories', clock: new FixedClock(START_MS) });
}

/** A job of the story, as the fleet has it. */
function tell(story: string): LivingJob {
  const { managedFleet, kubernetesFleet, livingJob } = world();
  const jobs = [
    ...managedFleet().map(member => member.job),
    ...['eks-prod-eu', 'eks-staging-us']
      .flatMap(kubernetesFleet)
      .flatMap(member => livingJob(member.job?.jobId ?? '') ?? []),
  ];
  const job = jobs.find(one => one.story.name === story);
  if (!job) {
    throw new Error(`No job of the fleet plays "${story}"`);
  }
  return job;
}

/** Moments every minute of the ten minutes that end at the time. */
function tenMinutes(job: LivingJob, untilMs = START_MS) {
  return Array.from({ length: 10 }, (_, minute) =>
    job.at(untilMs - (9 - minute) * MINUTE_MS),
  );
}

function vertexShares(job: LivingJob, atMs = START_MS) {
  const { vertices } = job.at(atMs);
  return job.vertices.map(vertex => vertices.get(vertex.id)!);
}

describe('the stories', () => {
  it('are all told by somebody in the fleet', () => {
    const { managedFleet, kubernetesFleet } = world();
    const told = new Set([
      ...managedFleet().map(member => member.job.story.name),
      ...['eks-prod-eu', 'eks-staging-us']
        .flatMap(kubernetesFleet)
        .map(member => member.story),
    ]);
    expect([...STORIES.keys()].filter(name => !told.has(name))).toEqual([]);
  });

  it('healthy: follows its traffic, keeps up and checkpoints on time', () => {
    const job = tell('healthy');
    for (const moment of tenMinutes(job)) {
      expect(moment.status).toBe('RUNNING');
      expect(moment.numRestarts).toBe(0);
      expect(moment.millisBehindLatest).toBeLessThan(5_000);
      expect(moment.cpuUtilizationPercent).toBeLessThan(80);
      expect((100 * moment.heapUsedBytes) / moment.heapMaxBytes).toBeLessThan(
        85,
      );
      expect(moment.lastCheckpointDurationMs).toBeLessThan(20_000);
    }
    const day = Array.from(
      { length: 24 },
      (_, hour) => job.at(START_MS - hour * HOUR_MS).recordsInPerSecond,
    );
    expect(Math.max(...day)).toBeGreaterThan(2 * Math.min(...day));
  });

  it('restart-loop-after-deploy: restarts rise since the deployment, nothing gets through', () => {
    const job = tell('restart-loop-after-deploy');
    const [first, last] = [tenMinutes(job)[0], tenMinutes(job)[9]];
    expect(last.numRestarts - first.numRestarts).toBeGreaterThanOrEqual(5);
    expect(last.pendingRecords).toBeGreaterThan(first.pendingRecords);
    expect(last.numberOfCompletedCheckpoints).toBe(0);
    expect(job.at(START_MS - 2 * HOUR_MS).numRestarts).toBe(0);
    const exceptions = job.exceptions(START_MS - 10 * MINUTE_MS, START_MS);
    expect(exceptions.length).toBeGreaterThanOrEqual(5);
    expect(exceptions[0].stackTrace).toContain('PriceFunction.java:87');
  });

  it('failing-checkpoints: failures rise, none completes, the records flow', () => {
    const job = tell('failing-checkpoints');
    const [first, last] = [tenMinutes(job)[0], tenMinutes(job)[9]];
    expect(last.numberOfFailedCheckpoints).toBeGreaterThan(
      first.numberOfFailedCheckpoints + 4,
    );
    expect(last.numberOfCompletedCheckpoints).toBe(
      first.numberOfCompletedCheckpoints,
    );
    expect(last.recordsInPerSecond).toBeGreaterThan(10);
    const failed = job
      .checkpoints(START_MS - 10 * MINUTE_MS, START_MS)
      .filter(checkpoint => checkpoint.status === 'FAILED');
    expect(failed[0].failureMessage).toContain('Asynchronous');
  });

  it('backpressure-slow-sink: the last vertex is busy, the others are blocked', () => {
    const job = tell('backpressure-slow-sink');
    const shares = vertexShares(job);
    expect(shares[0].backPressuredTimeMsPerSecond).toBeGreaterThan(500);
    expect(shares.at(-1)!.busyTimeMsPerSecond).toBeGreaterThan(950);
    expect(shares.at(-1)!.backPressuredTimeMsPerSecond).toBe(0);
    expect(job.at(START_MS).pendingRecords).toBeGreaterThan(
      job.at(START_MS - 10 * MINUTE_MS).pendingRecords,
    );
  });

  it('growing-lag: rises for hours and levels off within what is retained', () => {
    const job = tell('growing-lag');
    const behind = (hours: number) =>
      job.at(START_MS + hours * HOUR_MS).millisBehindLatest;
    expect(behind(0)).toBeGreaterThan(10 * MINUTE_MS);
    expect(behind(1)).toBeGreaterThan(behind(0));
    expect(behind(3)).toBeGreaterThan(behind(1));
    expect(behind(72)).toBeLessThanOrEqual(6 * HOUR_MS + 5_000);
    expect(job.at(START_MS).cpuUtilizationPercent).toBeGreaterThan(85);
  });

  it('growing-lag: a higher parallelism ends it and the backlog drains', () => {
    const clock = new FixedClock(START_MS);
    const own = createWorld({ seed: 'stories', clock });
    const { job } = own
      .managedFleet()
      .find(member => member.job.story.name === 'growing-lag')!;
    own.control.restart(job.jobId, {
      parallelism: job.profile.parallelism * 2,
    });
    clock.advance(HOUR_MS);
    expect(job.at(clock.now()).millisBehindLatest).toBeLessThan(10_000);
  });

  it('taskmanager-out-of-memory: the heap fills, then a TaskManager is lost', () => {
    const job = tell('taskmanager-out-of-memory');
    const heap = tenMinutes(job).map(
      moment => (100 * moment.heapUsedBytes) / moment.heapMaxBytes,
    );
    expect(Math.max(...heap)).toBeGreaterThan(85);
    const [lost] = job.exceptions(START_MS - 30 * MINUTE_MS, START_MS);
    expect(lost.exceptionName).toBe('java.lang.OutOfMemoryError');
    expect(job.at(START_MS).numRestarts).toBeGreaterThanOrEqual(4);
  });

  it('stuck-updating: nothing runs since the deployment, the reason is in the log', () => {
    const job = tell('stuck-updating');
    expect(job.at(START_MS)).toMatchObject({
      status: 'CREATED',
      recordsInPerSecond: 0,
    });
    const log = job.logs(START_MS - 5 * MINUTE_MS, START_MS);
    expect(log.at(-1)?.throwable).toContain(
      'Cannot map checkpoint/savepoint state',
    );
  });

  it('rolled-back: an outage of ten minutes, then well again', () => {
    const job = tell('rolled-back');
    expect(job.at(START_MS - 40 * MINUTE_MS).status).toBe('CREATED');
    expect(job.at(START_MS)).toMatchObject({
      status: 'RUNNING',
      numRestarts: 0,
    });
  });

  it('autoscaled: twice the parallelism since an hour', () => {
    const job = tell('autoscaled');
    expect(job.at(START_MS).parallelism).toBe(2 * job.profile.parallelism);
    expect(job.at(START_MS - 2 * HOUR_MS).parallelism).toBe(
      job.profile.parallelism,
    );
  });

  it('maintenance-restart: half a minute down, no restart counted', () => {
    const job = tell('maintenance-restart');
    const { uptimeMs, numRestarts, status } = job.at(START_MS);
    expect({ numRestarts, status }).toEqual({
      numRestarts: 0,
      status: 'RUNNING',
    });
    expect(uptimeMs).toBeLessThan(22 * MINUTE_MS);
    expect(uptimeMs).toBeGreaterThan(21 * MINUTE_MS);
  });

  it('no-data: runs and checkpoints, but reads nothing and the watermark stands', () => {
    const job = tell('no-data');
    const [first, last] = [tenMinutes(job)[0], tenMinutes(job)[9]];
    expect(last).toMatchObject({ status: 'RUNNING', recordsInPerSecond: 0 });
    expect(last.currentOutputWatermarkMs).toBe(first.currentOutputWatermarkMs);
    expect(last.numberOfCompletedCheckpoints).toBeGreaterThan(
      first.numberOfCompletedCheckpoints,
    );
    expect(vertexShares(job)[0].idleTimeMsPerSecond).toBeGreaterThan(950);
  });

  it('iam-denied: zero records, no restart, and the log says who was denied what', () => {
    const job = tell('iam-denied');
    expect(job.at(START_MS)).toMatchObject({
      status: 'RUNNING',
      recordsInPerSecond: 0,
      numRestarts: 0,
    });
    expect(job.at(START_MS).millisBehindLatest).toBeGreaterThan(HOUR_MS);
    const denied = job
      .logs(START_MS - 5 * MINUTE_MS, START_MS)
      .filter(line => line.throwable?.includes('AccessDenied'));
    expect(denied.length).toBeGreaterThan(5);
  });

  it('jobmanager-crash-loop: down for two of every five minutes', () => {
    const job = tell('jobmanager-crash-loop');
    const down = tenMinutes(job).filter(moment => moment.status !== 'RUNNING');
    expect(down.length).toBeGreaterThanOrEqual(3);
    expect(down.length).toBeLessThanOrEqual(7);
  });

  it('suspended and finished: ended, and nothing is read', () => {
    expect(tell('suspended').at(START_MS)).toMatchObject({
      status: 'FINISHED',
      downtimeMs: -1,
    });
    expect(tell('finished').at(START_MS)).toMatchObject({
      status: 'FINISHED',
      recordsInPerSecond: 0,
      statusSinceMs: START_MS - 183 * MINUTE_MS,
    });
  });

  it('rejected-spec and no-metrics: the job itself is well', () => {
    for (const name of ['rejected-spec', 'no-metrics']) {
      expect(tell(name).at(START_MS)).toMatchObject({
        status: 'RUNNING',
        numRestarts: 0,
      });
    }
  });

  it('studio-idle: up for days and reading nothing', () => {
    const moment = tell('studio-idle').at(START_MS);
    expect(moment.recordsInPerSecond).toBe(0);
    expect(moment.cpuUtilizationPercent).toBeLessThan(5);
  });

  it('new-job: runs since minutes and has no checkpoint yet', () => {
    const moment = tell('new-job').at(START_MS);
    expect(moment.status).toBe('RUNNING');
    expect(moment.uptimeMs).toBeLessThan(5 * MINUTE_MS);
    expect(moment.numberOfCompletedCheckpoints).toBe(0);
  });

  it('deploying: at any time one of the two is being updated', () => {
    const jobs = world()
      .managedFleet()
      .filter(member => member.job.story.name === 'deploying')
      .map(member => member.job);
    expect(jobs).toHaveLength(2);
    for (let minute = 0; minute < 60; minute += 1) {
      const running = jobs.filter(
        job => job.at(START_MS + minute * MINUTE_MS).status === 'RUNNING',
      );
      expect(running.length).toBeLessThan(2);
    }
  });
});
