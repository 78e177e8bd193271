import { KubernetesFleetMember } from '../../world/types';
import { KubernetesObject, objectAt } from '../store/objects';
import { previousImage, runningSpec } from './fleet-manifests';
import { ManagedResource } from './managed-resource';

/** What the operator remembers of a fleet member it has been running for long. */
export function recordOfMember(
  object: KubernetesObject,
  member: KubernetesFleetMember,
  nowMs: number,
): ManagedResource {
  const { story } = member;
  const generation = object.metadata.generation ?? 1;
  const spec = objectAt(object, 'spec');
  const before = { ...spec, image: previousImage(member.image) };
  const rejected = story === 'rejected-spec';
  const accepted = rejected ? runningSpec(member) : spec;
  const unproven = ['rolled-back', 'stuck-updating'].includes(story);
  // A refused spec restarted nothing: the process is as old as its job.
  const startedAtMs = rejected
    ? member.job?.at(nowMs).startedAtMs ?? member.createdAtMs
    : member.deployedAtMs;
  return {
    kind:
      object.kind === 'FlinkSessionJob' ? 'FlinkSessionJob' : 'FlinkDeployment',
    namespace: member.namespace,
    name: object.metadata.name,
    story,
    job: member.job,
    handledGeneration: generation,
    observedGeneration: rejected ? generation - 1 : generation,
    reconciledSpec: accepted,
    stableSpec: unproven ? before : accepted,
    reconciledAtMs: startedAtMs,
    jobManagerStartedAtMs: startedAtMs,
    exceptionsUntilMs: nowMs - 60 * 60_000,
    ...(story === 'suspended' ? { suspendedAtMs: member.deployedAtMs } : {}),
  };
}
