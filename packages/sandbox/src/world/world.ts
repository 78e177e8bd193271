import { kubernetesFleet } from './fleet/kubernetesFleet';
import { managedFleet } from './fleet/managedFleet';
import type { ManagedFleetMember } from './fleet/managedMember';
import { PlannedOutcomes } from './plannedOutcomes';
import { profileOf, type JobTraits } from './jobProfile';
import { LivingJob } from './livingJob';
import { storyNamed } from './stories';
import { FIRST_START, type Pace } from './pace';
import type {
  JobControl,
  JobRequest,
  KubernetesFleetMember,
  SimulatedClock,
  World,
} from './types';

const MINUTE_MS = 60_000;
const RESTART_MS = 42_000;

/** @public */
export interface WorldOptions {
  readonly seed: string;
  readonly clock: SimulatedClock;
  /** What the stories' starts are measured from; the clock's minute at creation by default. */
  readonly worldStartMs?: number;
  /** How long people wait for what they create: `real` by default. */
  readonly pace?: Pace;
}

/** The world, and what only the sandbox's own services need of it. @public */
export interface SandboxWorld extends World {
  readonly worldStartMs: number;
  readonly pace: Pace;
  /** The applications on Amazon Managed Service for Apache Flink that exist at the start. */
  managedFleet(): readonly ManagedFleetMember[];
  livingJob(jobId: string): LivingJob | undefined;
  /** Adds a job with facts a request does not carry. */
  adopt(request: JobRequest, traits?: JobTraits): LivingJob;
}

/**
 * A world: the fleet, its stories, and a journal of what people do to it.
 *
 * @public
 */
export function createWorld(options: WorldOptions): SandboxWorld {
  const { seed, clock, pace = 'real' } = options;
  const worldStartMs =
    options.worldStartMs ?? Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
  const jobs = new Map<string, LivingJob>();
  const keep = (job: LivingJob) => {
    jobs.set(job.jobId, job);
  };
  const fleet = kubernetesFleet(seed, worldStartMs, keep);
  const managed = managedFleet(seed, worldStartMs);
  managed.forEach(member => keep(member.job));

  const known = (jobId: string): LivingJob => {
    const job = jobs.get(jobId);
    if (!job) {
      throw new Error(`There is no job ${jobId} in this world`);
    }
    return job;
  };

  const adopt = (request: JobRequest, traits?: JobTraits): LivingJob => {
    const submittedAtMs = request.submittedAtMs ?? clock.now();
    const story = storyNamed(request.story ?? 'healthy');
    const profile = {
      ...profileOf(seed, request, submittedAtMs, traits),
      firstStart: FIRST_START[pace],
    };
    const startsMs = Math.max(
      submittedAtMs,
      worldStartMs - story.startedMinutesAgo * MINUTE_MS,
    );
    const job = new LivingJob(profile, story, worldStartMs, startsMs);
    keep(job);
    return job;
  };

  const control: JobControl = {
    submit: request =>
      adopt({
        ...request,
        // A second submission under the same name is another job.
        seed: `${request.seed ?? request.name}@${
          request.submittedAtMs ?? clock.now()
        }`,
      }),
    stop: (jobId, how) =>
      known(jobId).record({
        atMs: clock.now(),
        kind: how === 'savepoint' ? 'stop' : 'cancel',
        downtimeMs: 0,
      }),
    restart: (jobId, { parallelism, downtimeMs, kind, beginsFrom } = {}) => {
      const job = known(jobId);
      const now = clock.now();
      const before = job.timeline.runAt(now)?.parallelism;
      const rescaled = parallelism !== undefined && parallelism !== before;
      job.record({
        atMs: now,
        kind: kind ?? (rescaled ? 'rescale' : 'restart'),
        downtimeMs: downtimeMs ?? RESTART_MS,
        parallelism,
        beginsFrom,
      });
    },
    triggerSavepoint: jobId => known(jobId).triggerSavepoint(clock.now()),
  };

  return {
    clock,
    seed,
    worldStartMs,
    pace,
    control,
    outcomes: new PlannedOutcomes(),
    managedFleet: () => managed,
    job: jobId => jobs.get(jobId),
    livingJob: jobId => jobs.get(jobId),
    adopt,
    kubernetesFleet: (cluster: string): readonly KubernetesFleetMember[] =>
      fleet.filter(member => member.cluster === cluster),
  };
}
