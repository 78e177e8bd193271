import type { BadOutcome } from '../../world';
import { World } from '../../world/types';
import { JobRequest, StoredState } from '../../world/types';
import { isoSeconds } from '../api/registry';
import {
  JsonObject,
  KubernetesObject,
  numberAt,
  objectAt,
  stringAt,
  valueAt,
} from '../store/objects';
import { UPGRADE_DOWNTIME_MS } from './deployment-phase';
import { EventRecorder } from './event-recorder';
import { flattenConfiguration } from './flink-configuration';
import { ManagedResource } from './managed-resource';
import { lineOf } from './resource-status';
import { SnapshotController, savepointPath } from './snapshot-controller';
import { desiredState, needsUpgrade } from './spec-diff';

/** Gives an applied manifest's job one of the world's stories; healthy without it. */
export const STORY_ANNOTATION = 'sandbox/story';

const OPERATOR = 'Operator' as const;

/** From the start of a change that comes to nothing until a job runs again. */
const DOWNTIME_MS: Readonly<Record<BadOutcome, number>> = {
  fails: Infinity,
  rolledBack: 3 * UPGRADE_DOWNTIME_MS,
};

/** Stories of an upgrade that whatever spec comes next replaces. */
const NEVER_CAME_UP = ['stuck-updating', 'failed-upgrade'];

/** Acts on specs that changed: submits, stops, restarts jobs in the world. */
export class SpecReconciler {
  constructor(
    private readonly world: World,
    private readonly events: EventRecorder,
    private readonly snapshots: SnapshotController,
    /** `v1_20` of the cluster a session job runs on. */
    private readonly versionOf: (object: KubernetesObject) => string,
  ) {}

  /** Looks at a generation it has not handled yet. */
  reconcile(object: KubernetesObject, managed: ManagedResource): void {
    const generation = object.metadata.generation ?? 1;
    if (generation === managed.handledGeneration) return;
    const spec = objectAt(object, 'spec');
    const nowMs = this.world.clock.now();
    const before = managed.reconciledSpec;
    managed.handledGeneration = generation;
    if (!before) {
      this.deployFirst(object, managed, spec, generation, nowMs);
      return;
    }
    managed.observedGeneration = generation;
    managed.error = undefined;
    managed.reconciledSpec = spec;
    if (!needsUpgrade(before, spec)) return;
    managed.reconciledAtMs = nowMs;
    const was = desiredState(before);
    const wanted = desiredState(spec);
    this.event(
      object,
      'SpecChanged',
      `UPGRADE change(s) detected (generation ${generation}), starting reconciliation.`,
      nowMs,
    );
    if (wanted === 'suspended') {
      if (was !== 'suspended') this.suspend(object, managed, nowMs);
      return;
    }
    if (was === 'suspended') this.resume(object, managed, before, nowMs);
    else this.upgrade(object, managed, before, nowMs);
  }

  private deployFirst(
    object: KubernetesObject,
    managed: ManagedResource,
    spec: JsonObject,
    generation: number,
    nowMs: number,
  ): void {
    // Created suspended: nothing is recorded until somebody resumes it.
    if (desiredState(spec) === 'suspended') return;
    managed.reconciledSpec = spec;
    managed.observedGeneration = generation;
    managed.reconciledAtMs = nowMs;
    managed.jobManagerStartedAtMs = nowMs;
    if (spec.job) {
      managed.job = this.world.control.submit({
        ...this.requestFor(object, managed),
        beginsFrom: initialSavepoint(spec),
      });
      this.event(object, 'Submit', 'Starting deployment', nowMs);
    }
    this.begin(managed, 'deploy', nowMs);
  }

  private suspend(
    object: KubernetesObject,
    managed: ManagedResource,
    nowMs: number,
  ): void {
    const mode = stringAt(object, 'spec', 'job', 'upgradeMode') ?? 'stateless';
    if (managed.job && mode !== 'stateless' && this.outcomeOf(managed)) {
      managed.story = 'savepoint-fails';
      managed.transition = undefined;
      return;
    }
    managed.suspendedAtMs = nowMs;
    if (managed.job) {
      const running = managed.job.at(nowMs).status === 'RUNNING';
      this.world.control.stop(
        managed.job.jobId,
        mode === 'stateless' ? 'cancel' : 'savepoint',
      );
      if (mode === 'savepoint' && running) {
        managed.upgradeSavepointPath = savepointPath(managed, nowMs);
        this.snapshots.addCompleted(managed, 'UPGRADE', nowMs);
      }
    }
    this.event(object, 'Suspended', 'Suspending existing deployment.', nowMs);
    this.begin(managed, 'suspend', nowMs);
  }

  private resume(
    object: KubernetesObject,
    managed: ManagedResource,
    before: JsonObject,
    nowMs: number,
  ): void {
    managed.story = 'healthy';
    managed.suspendedAtMs = undefined;
    managed.jobManagerStartedAtMs = nowMs;
    const mode = stringAt(object, 'spec', 'job', 'upgradeMode');
    const externalPath = managed.upgradeSavepointPath;
    const kept =
      mode === 'savepoint' && externalPath
        ? { externalPath, isSavepoint: true }
        : undefined;
    // A redeploy by nonce begins from the given savepoint, whatever the job was suspended with.
    const given = redeployedFrom(before, objectAt(object, 'spec'));
    const beginsFrom =
      given ?? (isStateless(object) ? ('nothing' as const) : kept);
    const outcome = managed.job && this.outcomeOf(managed);
    if (managed.job) {
      this.world.control.restart(managed.job.jobId, {
        kind: 'start',
        beginsFrom,
        parallelism: numberAt(object, 'spec', 'job', 'parallelism'),
        downtimeMs: outcome ? Infinity : UPGRADE_DOWNTIME_MS,
      });
    } else {
      managed.job = this.world.control.submit({
        ...this.requestFor(object, managed),
        beginsFrom:
          given ??
          (isStateless(object) ? undefined : kept ?? leftCheckpoint(managed)),
      });
    }
    this.event(object, 'Submit', 'Starting deployment', nowMs);
    if (outcome) {
      this.comeToNothing(managed, 'fails');
      return;
    }
    this.begin(managed, 'deploy', nowMs);
  }

  private upgrade(
    object: KubernetesObject,
    managed: ManagedResource,
    before: JsonObject,
    nowMs: number,
  ): void {
    const spec = objectAt(object, 'spec');
    const { job } = managed;
    const changed = (...path: string[]) =>
      valueAt(spec, ...path) !== valueAt(before, ...path);
    // An upgrade that never came up is replaced by whatever spec comes next.
    const deploys =
      changed('image') ||
      changed('flinkVersion') ||
      changed('job', 'jarURI') ||
      changed('job', 'savepointRedeployNonce') ||
      NEVER_CAME_UP.includes(managed.story);
    const outcome = job && this.outcomeOf(managed);
    const parallelism = outcome
      ? undefined
      : numberAt(spec, 'job', 'parallelism');
    const rescales = parallelism !== numberAt(before, 'job', 'parallelism');
    if (job) {
      const mode = stringAt(spec, 'job', 'upgradeMode');
      let taken: StoredState | undefined;
      const given = redeployedFrom(before, spec);
      // A redeploy from a savepoint cancels the job and takes none of what it holds.
      if (
        !given &&
        mode === 'savepoint' &&
        job.at(nowMs).status === 'RUNNING'
      ) {
        const externalPath = savepointPath(managed, nowMs);
        managed.upgradeSavepointPath = externalPath;
        taken = { externalPath, isSavepoint: true };
        this.snapshots.addCompleted(managed, 'UPGRADE', nowMs);
      }
      this.world.control.restart(job.jobId, {
        ...(deploys ? { kind: 'deploy' as const } : {}),
        ...(rescales && parallelism !== undefined ? { parallelism } : {}),
        downtimeMs: outcome ? DOWNTIME_MS[outcome] : UPGRADE_DOWNTIME_MS,
        beginsFrom: given ?? (isStateless(object) ? 'nothing' : taken),
      });
    }
    // Only a new deployment undoes what a broken one did; a restart keeps the story going.
    if (
      deploys ||
      ['rejected-spec', 'savepoint-fails'].includes(managed.story)
    ) {
      managed.story = 'healthy';
    }
    managed.jobManagerStartedAtMs = nowMs;
    this.event(object, 'Suspended', 'Suspending existing deployment.', nowMs);
    if (outcome) {
      this.comeToNothing(managed, outcome);
      return;
    }
    this.begin(managed, 'upgrade', nowMs);
  }

  private outcomeOf({ namespace, name }: ManagedResource) {
    return this.world.outcomes.take(`${namespace}/${name}`);
  }

  private comeToNothing(managed: ManagedResource, outcome: BadOutcome): void {
    managed.story = outcome === 'fails' ? 'failed-upgrade' : 'rolled-back';
    managed.transition = undefined;
  }

  private begin(
    managed: ManagedResource,
    kind: 'deploy' | 'upgrade' | 'suspend',
    nowMs: number,
  ): void {
    managed.transition = { kind, sinceMs: nowMs, reported: new Set() };
  }

  private requestFor(
    object: KubernetesObject,
    managed: ManagedResource,
  ): JobRequest {
    const configuration = flattenConfiguration(object.spec?.flinkConfiguration);
    const interval = durationMs(
      configuration['execution.checkpointing.interval'],
    );
    const story = object.metadata.annotations?.[STORY_ANNOTATION];
    return {
      name: managed.name,
      flinkVersion: lineOf(this.versionOf(object)),
      parallelism: numberAt(object, 'spec', 'job', 'parallelism') ?? 1,
      seed: `${managed.namespace}/${managed.name}/${isoSeconds(
        this.world.clock.now(),
      )}`,
      ...(interval ? { checkpointIntervalMs: interval } : {}),
      ...(story ? { story } : {}),
    };
  }

  private event(
    object: KubernetesObject,
    reason: string,
    message: string,
    atMs: number,
  ): void {
    this.events.record(object, {
      reason,
      message,
      type: 'Normal',
      component: reason === 'Submit' ? 'JobManagerDeployment' : OPERATOR,
      atMs,
    });
  }
}

/** An upgrade mode that is not said is stateless: nothing is taken over. */
function isStateless(object: KubernetesObject): boolean {
  const mode = stringAt(object, 'spec', 'job', 'upgradeMode');
  return (mode ?? 'stateless') === 'stateless';
}

/** The savepoint of a spec whose redeploy nonce changed. */
function redeployedFrom(
  before: JsonObject,
  spec: JsonObject,
): StoredState | undefined {
  const nonceOf = (one: JsonObject) =>
    numberAt(one, 'job', 'savepointRedeployNonce');
  return nonceOf(spec) !== undefined && nonceOf(spec) !== nonceOf(before)
    ? initialSavepoint(spec)
    : undefined;
}

function initialSavepoint(spec: JsonObject): StoredState | undefined {
  const externalPath = stringAt(spec, 'job', 'initialSavepointPath');
  return externalPath ? { externalPath, isSavepoint: true } : undefined;
}

/** What a job from before the sandbox's time left when it was suspended in `last-state`. */
function leftCheckpoint({ namespace, name }: ManagedResource): StoredState {
  return {
    externalPath: `s3://flink-state/${namespace}/${name}/checkpoints/chk-1`,
    isSavepoint: false,
  };
}

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
};

/** Flink's durations: `60 s`, `1m`, `1000`. */
export function durationMs(text: string | undefined): number | undefined {
  const match = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(text ?? '');
  if (!match) return undefined;
  return Number(match[1]) * (UNITS[match[2].toLowerCase() || 'ms'] ?? 1);
}
