import { FixedClock, JobRequest, SimulatedJob, createWorld } from '../world';
import { checkpointStatistics } from './checkpoints';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const DAY_MS = 24 * 60 * 60_000;
const SAVEPOINT = {
  externalPath: 's3://state/savepoints/savepoint-1',
  isSavepoint: true,
};

function setup(request: Partial<JobRequest> = {}) {
  const clock = new FixedClock(NOW_MS);
  const world = createWorld({ seed: 'checkpoints', clock });
  const job = world.adopt({
    name: 'orders',
    flinkVersion: '1.20',
    parallelism: 4,
    submittedAtMs: NOW_MS - DAY_MS,
    ...request,
  });
  return { clock, world, job, control: world.control };
}

/** What the JobManager that began at the time says was restored. */
function restored(
  job: SimulatedJob,
  clock: FixedClock,
  startedAtMs = job.at(clock.now()).runStartedAtMs ?? 0,
) {
  return checkpointStatistics(
    {
      flinkVersion: '1.20.0',
      nowMs: () => clock.now(),
      startedAtMs: () => startedAtMs,
      configuration: () => ({}),
      jobs: () => [job],
      taskManagers: () => [],
    },
    job,
  );
}

const NOTHING = { counts: { restored: 0 }, latest: { restored: null } };

describe('what a run was restored from', () => {
  it('is told of every deployment of the fleet, however long ago it was', () => {
    const { world, clock } = setup();
    const members = ['eks-prod-eu', 'eks-staging-us']
      .flatMap(world.kubernetesFleet)
      .flatMap(({ job, ...member }) => (job ? [{ ...member, job }] : []));
    const began = (member: (typeof members)[number]) =>
      member.story === 'new-job' || member.upgradeMode === 'stateless';
    const [fresh, deployed] = [true, false].map(fromNothing =>
      members
        .filter(member => began(member) === fromNothing)
        .map(({ job }) => restored(job, clock)),
    );

    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh).toMatchObject(fresh.map(() => NOTHING));
    expect(deployed.length).toBeGreaterThan(10);
    expect(deployed).toMatchObject(
      deployed.map(() => ({
        counts: { restored: expect.any(Number) },
        latest: {
          restored: {
            id: expect.any(Number),
            restore_timestamp: expect.any(Number),
            is_savepoint: false,
            external_path: expect.stringContaining('/chk-'),
          },
        },
      })),
    );
    expect(deployed).not.toContainEqual(
      expect.objectContaining({
        counts: expect.objectContaining({ restored: 0 }),
      }),
    );
  });

  it('counts one restore for a deployment of weeks ago that never failed since', () => {
    const { job, clock, control } = setup();
    control.restart(job.jobId, { kind: 'deploy', downtimeMs: 30_000 });
    clock.advance(20 * DAY_MS);

    expect(restored(job, clock)).toMatchObject({ counts: { restored: 1 } });
  });

  it('is nothing for a first run and for one that drops the state', () => {
    const { job, clock, control } = setup();
    const first = restored(job, clock);
    control.restart(job.jobId, {
      kind: 'deploy',
      downtimeMs: 30_000,
      beginsFrom: 'nothing',
    });
    clock.advance(10 * 60_000);

    expect([first, restored(job, clock)]).toMatchObject([NOTHING, NOTHING]);
  });

  it('is the savepoint a first run was given', () => {
    const { job, clock } = setup({ beginsFrom: SAVEPOINT });

    expect(restored(job, clock)).toMatchObject({
      counts: { restored: 1 },
      latest: {
        restored: {
          is_savepoint: true,
          external_path: SAVEPOINT.externalPath,
        },
      },
    });
  });

  it('stays the same over a run that completed no checkpoint', () => {
    const { job, clock, control } = setup({
      beginsFrom: SAVEPOINT,
      submittedAtMs: NOW_MS,
    });
    clock.advance(50_000);
    control.restart(job.jobId, { kind: 'deploy', downtimeMs: 30_000 });
    clock.advance(60_000);

    expect(restored(job, clock)).toMatchObject({
      latest: { restored: { external_path: SAVEPOINT.externalPath } },
    });
  });

  it('is still told when the job has ended', () => {
    const { job, clock, control } = setup({ beginsFrom: SAVEPOINT });
    control.stop(job.jobId, 'cancel');
    clock.advance(60_000);

    expect(job.restoredFrom(clock.now())).toMatchObject(SAVEPOINT);
  });

  it('is the newest checkpoint for a JobManager that took over a run', () => {
    const { job, clock } = setup();
    const tookOverMs = NOW_MS - 60 * 60_000;
    const newest = job
      .checkpoints(tookOverMs - 10 * 60_000, tookOverMs)
      .findLast(({ status }) => status === 'COMPLETED');

    expect(restored(job, clock, tookOverMs)).toMatchObject({
      counts: { restored: 1 },
      latest: { restored: { id: newest?.id } },
    });
  });
});
