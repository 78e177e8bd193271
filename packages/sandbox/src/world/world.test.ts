import { createWorld, FixedClock } from './index';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);
const MINUTE_MS = 60_000;

function worldAt(timeMs = START_MS) {
  const clock = new FixedClock(timeMs);
  return { clock, world: createWorld({ seed: 'test', clock }) };
}

function member(name: string, world = worldAt().world) {
  const found = ['eks-prod-eu', 'eks-staging-us']
    .flatMap(cluster => world.kubernetesFleet(cluster))
    .find(one => one.name === name);
  if (!found?.job) {
    throw new Error(`no job ${name}`);
  }
  return found.job;
}

describe('a world', () => {
  it('gives the same answer to the same question', () => {
    const ask = () => {
      const job = member('device-fingerprints');
      return [
        job.at(START_MS + 5 * MINUTE_MS),
        job.checkpoints(START_MS - 3_600_000, START_MS),
        job.exceptions(START_MS - 3_600_000, START_MS),
        job.logs(START_MS - 3_600_000, START_MS),
      ];
    };
    expect(ask()).toEqual(ask());
  });

  it('answers the same whether or not it was asked about the future before', () => {
    const asked = member('settlement-ledger');
    asked.checkpoints(START_MS - 86_400_000, START_MS + 86_400_000);
    const fresh = member('settlement-ledger');
    expect(asked.at(START_MS)).toEqual(fresh.at(START_MS));
  });

  it('counts completed checkpoints upwards only while one run lasts', () => {
    const job = member('payment-authorizations');
    let before = job.at(START_MS - 86_400_000).numberOfCompletedCheckpoints;
    for (
      let atMs = START_MS - 86_400_000;
      atMs <= START_MS;
      atMs += MINUTE_MS
    ) {
      const now = job.at(atMs).numberOfCompletedCheckpoints;
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now - before).toBeLessThanOrEqual(1);
      before = now;
    }
  });

  it('counts exactly the checkpoints it lists', () => {
    const job = member('schema-audit');
    const fromMs = START_MS - 86_400_000;
    const listed = job
      .checkpoints(fromMs - 3_600_000, START_MS)
      .filter(one => one.status === 'COMPLETED' && one.endedAtMs! > fromMs);
    expect(
      job.at(START_MS).numberOfCompletedCheckpoints -
        job.at(fromMs).numberOfCompletedCheckpoints,
    ).toBe(listed.length);
  });

  it('stops a job when somebody stops it, and starts it again', () => {
    const { clock, world } = worldAt();
    const job = member('search-clicks', world);
    world.control.stop(job.jobId, 'savepoint');
    clock.advance(10 * MINUTE_MS);
    expect(job.at(clock.now()).status).toBe('FINISHED');
    expect(job.at(clock.now()).recordsInPerSecond).toBe(0);

    world.control.restart(job.jobId, { kind: 'start', parallelism: 9 });
    clock.advance(MINUTE_MS);
    const again = job.at(clock.now());
    expect(again.status).toBe('RUNNING');
    expect(again.parallelism).toBe(9);
    expect(again.pendingRecords).toBeGreaterThan(100_000);
  });

  it('completes a savepoint after the time it takes', () => {
    const { clock, world } = worldAt();
    const job = member('search-clicks', world);
    const savepoint = world.control.triggerSavepoint(job.jobId);
    expect(savepoint.status).toBe('IN_PROGRESS');
    clock.advance(MINUTE_MS);
    const listed = job
      .checkpoints(START_MS, clock.now())
      .find(one => one.isSavepoint);
    expect(listed).toMatchObject({ id: savepoint.id, status: 'COMPLETED' });
    expect(listed?.externalPath).toContain('/savepoints/');
  });
});
