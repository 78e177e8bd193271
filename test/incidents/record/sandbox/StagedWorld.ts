import {
  createWorld,
  FixedClock,
  PRODUCTION_ACCOUNT,
  STORIES,
  type ManagedFleetMember,
  type SandboxWorld,
} from '@flink-portal/sandbox';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
// The sandbox knows of the last fifty hours what a deployment was restored from.
const DEPLOYED_AGO_MS = 30 * 60 * MINUTE_MS;
export const REGION = 'eu-west-1';
export const ACCOUNT = PRODUCTION_ACCOUNT;
export const CLUSTER = 'eks-prod-eu';
export const NAMESPACE = 'payments';

type KubernetesMember = ReturnType<SandboxWorld['kubernetesFleet']>[number];

/** One application that plays a story. */
export interface Part {
  readonly runtime: 'managed' | 'kubernetes';
  readonly name: string;
  readonly story: string;
  /** `1.20`, `2.2`. */
  readonly flink: string;
  readonly source?: { kind: 'kinesis' | 'kafka'; name: string };
  readonly parallelism?: number;
  readonly checkpointIntervalMs?: number;
  readonly metricsLevel?: ManagedFleetMember['metricsLevel'];
  readonly mode?: ManagedFleetMember['mode'];
  readonly runtimeEnvironment?: string;
  readonly upgradeMode?: KubernetesMember['upgradeMode'];
  readonly isSessionCluster?: boolean;
  readonly sessionCluster?: string;
  readonly peakRecordsPerSecond?: number;
  readonly kind?: KubernetesMember['kind'];
}

/** A world of a few applications whose stories all begin at the same minute. */
export interface Stage {
  readonly world: SandboxWorld;
  readonly clock: FixedClock;
}

/**
 * Sets the stage: the sandbox's own world, with other members than its fleet.
 *
 * @param onsetMs - when the stories begin, epoch ms
 */
export function setStage(
  parts: readonly Part[],
  startMs: number,
  onsetMs: number,
): Stage {
  const clock = new FixedClock(startMs);
  const startedMinutesAgo = Math.max(
    ...parts.map(({ story }) => STORIES.get(story)?.startedMinutesAgo ?? 0),
  );
  const base = createWorld({
    seed: 'incidents',
    clock,
    worldStartMs: onsetMs + startedMinutesAgo * MINUTE_MS,
  });
  const managed = parts
    .filter(({ runtime }) => runtime === 'managed')
    .map(part => managedMember(base, part, onsetMs));
  const kubernetes = parts
    .filter(({ runtime }) => runtime === 'kubernetes')
    .map(part => kubernetesMember(base, part, onsetMs));
  return {
    clock,
    world: {
      ...base,
      managedFleet: () => managed,
      kubernetesFleet: cluster => (cluster === CLUSTER ? kubernetes : []),
    },
  };
}

const DEPLOYS = ['restart-loop-after-deploy', 'stuck-updating', 'rolled-back'];

function jobOf(base: SandboxWorld, part: Part, onsetMs: number) {
  const isNew = part.story === 'new-job';
  const createdAtMs = isNew ? onsetMs : onsetMs - 40 * DAY_MS;
  const job = base.adopt(
    {
      name: part.name,
      flinkVersion: part.flink,
      parallelism: part.parallelism ?? 4,
      checkpointIntervalMs: part.checkpointIntervalMs ?? 60_000,
      source: part.source,
      story: part.story,
      seed: `${part.runtime}/${part.name}`,
      submittedAtMs: createdAtMs,
    },
    {
      deployedAtMs: isNew ? undefined : onsetMs - DEPLOYED_AGO_MS,
      peakHourUtc: 14,
      peakRecordsPerSecond: part.peakRecordsPerSecond,
    },
  );
  return { job, createdAtMs };
}

function managedMember(
  base: SandboxWorld,
  part: Part,
  onsetMs: number,
): ManagedFleetMember {
  const { job, createdAtMs } = jobOf(base, part, onsetMs);
  return {
    account: ACCOUNT,
    region: REGION,
    name: part.name,
    description: part.story,
    runtimeEnvironment:
      part.runtimeEnvironment ?? `FLINK-${part.flink.replace('.', '_')}`,
    mode: part.mode ?? 'STREAMING',
    tags: { team: 'payments-data' },
    createdAtMs,
    parallelism: part.parallelism ?? 4,
    parallelismPerKpu: 1,
    autoScalingEnabled: true,
    metricsLevel: part.metricsLevel ?? 'APPLICATION',
    snapshotsEnabled: true,
    rollbackEnabled: part.story === 'rolled-back',
    maintenanceWindowStart: '22:00',
    versionId: part.story === 'new-job' ? 1 : 12,
    properties: { Source: { topic: 'orders' } },
    job,
  };
}

function kubernetesMember(
  base: SandboxWorld,
  part: Part,
  onsetMs: number,
): KubernetesMember {
  const { job, createdAtMs } = jobOf(base, part, onsetMs);
  const hasJob = !part.isSessionCluster && part.story !== 'suspended';
  return {
    cluster: CLUSTER,
    namespace: NAMESPACE,
    name: part.name,
    kind: part.kind ?? 'FlinkDeployment',
    labels: { team: 'payments-data' },
    annotations: {},
    image: `registry.acme.example/payments-data/${part.name}:2.3.1`,
    flinkVersion: `v${part.flink.replace('.', '_')}`,
    parallelism: part.parallelism ?? 4,
    upgradeMode: part.upgradeMode ?? 'last-state',
    sessionCluster: part.sessionCluster,
    isSessionCluster: part.isSessionCluster,
    createdAtMs,
    deployedAtMs:
      DEPLOYS.includes(part.story) ||
      part.story === 'rejected-spec' ||
      part.story === 'new-job'
        ? onsetMs
        : onsetMs - DEPLOYED_AGO_MS,
    deployment: DEPLOYS.includes(part.story) ? 'image 2.3.1' : undefined,
    checkpointIntervalMs: part.checkpointIntervalMs ?? 60_000,
    story: part.story,
    ...(hasJob ? { job } : {}),
  };
}
