import { FixedClock } from './clock';
import { createWorld } from './world';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);
const REQUEST = { name: 'orders', flinkVersion: '2.2', parallelism: 2 };

function jobAt(pace: 'real' | 'brisk', checkpointIntervalMs = 60_000) {
  const clock = new FixedClock(START_MS);
  const world = createWorld({ seed: 'pace', clock, pace });
  return world.control.submit({ ...REQUEST, checkpointIntervalMs });
}

const completed = (job: ReturnType<typeof jobAt>, afterMs: number) =>
  job.at(START_MS + afterMs).numberOfCompletedCheckpoints;

describe('the pace of a world', () => {
  it('lets a new job run and checkpoint within seconds where people wait', () => {
    const job = jobAt('brisk');
    expect(job.at(START_MS + 4_000).status).not.toBe('RUNNING');
    expect(job.at(START_MS + 5_000).status).toBe('RUNNING');
    expect(job.at(START_MS + 6_000).recordsInPerSecond).toBeGreaterThan(0);
    expect(completed(job, 20_000)).toBe(1);
  });

  it('goes on at the interval after the first checkpoint', () => {
    const job = jobAt('brisk');
    expect(completed(job, 69_000)).toBe(1);
    expect(completed(job, 85_000)).toBe(2);
  });

  it('never waits longer for the first checkpoint than the interval', () => {
    const [first] = jobAt('brisk', 2_000).checkpoints(
      START_MS,
      START_MS + 60_000,
    );
    expect(first.triggeredAtMs).toBe(START_MS + 7_000);
  });

  it('takes as long as the service by default', () => {
    const clock = new FixedClock(START_MS);
    const world = createWorld({ seed: 'pace', clock });
    const job = world.control.submit(REQUEST);
    expect(world.pace).toBe('real');
    expect(job.at(START_MS + 40_000).status).not.toBe('RUNNING');
    expect(completed(job, 100_000)).toBe(0);
    expect(completed(job, 120_000)).toBe(1);
  });
});
