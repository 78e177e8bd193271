import { profileOf } from '../jobProfile';
import { LivingJob } from '../livingJob';
import { uniformOf } from '../noise';
import { storyNamed } from '../stories';
import type { KubernetesFleetMember } from '../types';
import { KUBERNETES_PLAN, type KubernetesPlan } from './kubernetesPlan';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function memberOf(
  plan: KubernetesPlan,
  seed: string,
  worldStartMs: number,
  adopt: (job: LivingJob) => void,
): KubernetesFleetMember {
  const { cluster, namespace, name, team } = plan;
  const place = `${cluster}/${namespace}/${name}`;
  const story = storyNamed(plan.story ?? 'healthy');
  const storyStartsMs = worldStartMs - story.startedMinutesAgo * MINUTE_MS;
  const isNew = story.name === 'new-job';
  const ageDays = plan.ageDays ?? 30 + 60 * uniformOf(`${seed}/${place}/age`);
  const createdAtMs = isNew
    ? storyStartsMs
    : Math.round(worldStartMs - ageDays * DAY_MS);
  const deployedDaysAgo =
    plan.deployedDaysAgo ?? 3 + 14 * uniformOf(`${seed}/${place}/deployed`);
  const steadyDeployMs = Math.round(worldStartMs - deployedDaysAgo * DAY_MS);
  const storyDeploys = [
    'restart-loop-after-deploy',
    'stuck-updating',
    'rolled-back',
    'rejected-spec',
  ].includes(story.name);
  const parallelism = plan.parallelism ?? 4;
  const checkpointIntervalMs = plan.checkpointIntervalMs ?? 60_000;
  const version = plan.version ?? '2.3.1';

  let job: LivingJob | undefined;
  if (!plan.isSessionCluster && story.name !== 'suspended') {
    job = new LivingJob(
      profileOf(
        seed,
        {
          name,
          flinkVersion: plan.flink,
          parallelism,
          checkpointIntervalMs,
          source: plan.source,
          story: story.name,
          seed: place,
        },
        createdAtMs,
        {
          deployedAtMs: isNew ? undefined : steadyDeployMs,
          isDeployedStateless: plan.upgradeMode === 'stateless',
          peakHourUtc: 15,
        },
      ),
      story,
      worldStartMs,
      storyStartsMs,
    );
    adopt(job);
  }
  return {
    cluster,
    namespace,
    name,
    kind: plan.kind ?? 'FlinkDeployment',
    labels: {
      team,
      environment: cluster === 'eks-prod-eu' ? 'production' : 'staging',
      tier: plan.tier ?? 'tier-2',
      ...(plan.kubernetesId === false
        ? {}
        : { 'backstage.io/kubernetes-id': plan.kubernetesId ?? name }),
    },
    annotations: {
      'acme.example/repository': `https://git.acme.example/${team}/${name}`,
    },
    image: `registry.acme.example/${team}/${name}:${version}`,
    flinkVersion: `v${plan.flink.replace('.', '_')}`,
    parallelism,
    upgradeMode: plan.upgradeMode ?? 'last-state',
    sessionCluster: plan.sessionCluster,
    isSessionCluster: plan.isSessionCluster,
    createdAtMs,
    deployedAtMs: isNew
      ? createdAtMs
      : (storyDeploys && storyStartsMs) || steadyDeployMs,
    deployment: storyDeploys ? `image ${version}` : undefined,
    checkpointIntervalMs,
    story: story.name,
    job,
  };
}

/** The Kubernetes fleet of a world; every job it makes is handed to `adopt`. */
export function kubernetesFleet(
  seed: string,
  worldStartMs: number,
  adopt: (job: LivingJob) => void,
): readonly KubernetesFleetMember[] {
  return KUBERNETES_PLAN.map(plan => memberOf(plan, seed, worldStartMs, adopt));
}
