import { profileOf } from '../jobProfile';
import { LivingJob } from '../livingJob';
import { uniformOf } from '../noise';
import { storyNamed } from '../stories';
import type { ManagedFleetMember } from './managedMember';
import { MANAGED_PLAN, STAGING_ACCOUNT, type ManagedPlan } from './managedPlan';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function memberOf(
  plan: ManagedPlan,
  seed: string,
  worldStartMs: number,
): ManagedFleetMember {
  const { account, region, name } = plan;
  const place = `${account}/${region}/${name}`;
  const story = storyNamed(plan.story ?? 'healthy');
  const storyStartsMs = worldStartMs - story.startedMinutesAgo * MINUTE_MS;
  const isNew = story.name === 'new-job';
  const createdAtMs = isNew
    ? storyStartsMs
    : Math.round(
        worldStartMs - (40 + 300 * uniformOf(`${seed}/${place}/age`)) * DAY_MS,
      );
  const deployedAtMs = isNew
    ? undefined
    : Math.round(
        worldStartMs - (3 + 12 * uniformOf(`${seed}/${place}/deploy`)) * DAY_MS,
      );
  const source = plan.kinesis
    ? { kind: 'kinesis' as const, name: plan.kinesis }
    : { kind: 'kafka' as const, name: plan.kafka ?? `${name}-events` };
  const parallelism = plan.parallelism ?? 4;
  const job = new LivingJob(
    profileOf(
      seed,
      {
        name,
        flinkVersion: plan.flink,
        parallelism,
        checkpointIntervalMs: plan.checkpointIntervalMs,
        source,
        story: story.name,
        seed: place,
      },
      createdAtMs + 4 * MINUTE_MS * (isNew ? 0 : 1),
      { deployedAtMs, peakHourUtc: region.startsWith('eu') ? 14 : 19 },
    ),
    story,
    worldStartMs,
    storyStartsMs,
  );
  const staging = account === STAGING_ACCOUNT;
  return {
    account,
    region,
    name,
    description: plan.description,
    runtimeEnvironment:
      plan.runtimeEnvironment ?? `FLINK-${plan.flink.replace('.', '_')}`,
    mode: plan.mode ?? 'STREAMING',
    tags: {
      ...(plan.isUntagged ? {} : { team: plan.team }),
      environment: staging ? 'staging' : 'production',
      tier: plan.tier ?? 'tier-2',
      ...(plan.entity ? { 'backstage.io/entity-ref': plan.entity } : {}),
      ...plan.extraTags,
    },
    createdAtMs,
    parallelism,
    parallelismPerKpu: plan.parallelismPerKpu ?? 1,
    autoScalingEnabled: plan.autoScaling ?? !staging,
    metricsLevel: plan.metricsLevel ?? 'APPLICATION',
    snapshotsEnabled: plan.snapshots ?? true,
    rollbackEnabled: plan.rollback ?? false,
    maintenanceWindowStart: region === 'eu-west-1' ? '22:00' : '03:00',
    versionId: isNew ? 1 : 6 + Math.floor(40 * uniformOf(`${seed}/${place}/v`)),
    properties: {
      Source: {
        [source.kind === 'kinesis' ? 'stream.arn' : 'topic']:
          source.kind === 'kinesis'
            ? `arn:aws:kinesis:${region}:${account}:stream/${source.name}`
            : source.name,
        'scan.startup.mode': 'group-offsets',
      },
      Sink: {
        'bucket.name': `acme-lake-${region}`,
        // Teams do this; the portal must redact it.
        'sink.password': 'correct-horse-battery-staple',
      },
    },
    job,
  };
}

/** The managed fleet of a world. */
export function managedFleet(
  seed: string,
  worldStartMs: number,
): readonly ManagedFleetMember[] {
  return MANAGED_PLAN.map(plan => memberOf(plan, seed, worldStartMs));
}
