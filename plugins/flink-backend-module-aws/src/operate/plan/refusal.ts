import { DELETABLE, notNow } from '../legality/notNow';
import { notRestorable } from '../legality/restorable';
import { runtimeOf } from '../calls/updateInput';
import { snapshotNamedBy } from '../target/FreshApplication';
import type { PlanInput } from './PlanInput';
import { readOnlyReason } from './readOnly';

const MAX_PARALLELISM_PER_KPU = 8;
const MAX_KEY_BYTES = 1024;

/** Why the action is not legal now, whatever AWS would say; undefined when it is worth asking AWS. */
export function refusalOf(input: PlanInput): string | undefined {
  const { request, fresh, region, nowMs } = input;
  return (
    readOnlyReason(region) ??
    // A snapshot's deletion looks at that one snapshot, not at the list.
    (request.kind === 'deleteSnapshot'
      ? undefined
      : notNow(request.kind, fresh.facts, nowMs)) ??
    snapshotRefusal(input) ??
    requestRefusal(input)
  );
}

function snapshotRefusal({ request, fresh }: PlanInput): string | undefined {
  const name = snapshotNamedBy(request);
  if (name === undefined) {
    return undefined;
  }
  const snapshot = fresh.named?.snapshot;
  if (!snapshot) {
    return `There is no snapshot ${name} of this application (any more).`;
  }
  if (request.kind === 'deleteSnapshot') {
    return DELETABLE.includes(snapshot.status)
      ? undefined
      : `Snapshot ${name} is ${snapshot.status}; it can be deleted once it is ready.`;
  }
  return notRestorable(snapshot, fresh.configuration.flinkVersion);
}

function requestRefusal(input: PlanInput): string | undefined {
  switch (input.request.kind) {
    case 'rescale':
      return rescaleRefusal(input);
    case 'upgrade':
      return upgradeRefusal(input);
    case 'rollback':
      return input.fresh.detail.ApplicationVersionUpdatedFrom === undefined
        ? 'Cannot roll back: AWS names no version before this one.'
        : undefined;
    default:
      return undefined;
  }
}

function rescaleRefusal({ request, fresh }: PlanInput): string | undefined {
  if (request.kind !== 'rescale') {
    return undefined;
  }
  const { parallelism, parallelismPerKpu: perKpu } = request;
  const { configuration } = fresh;
  if (!Number.isInteger(parallelism) || parallelism < 1) {
    return `Parallelism ${parallelism} is not possible; it must be a whole number from 1.`;
  }
  if (
    perKpu !== undefined &&
    (!Number.isInteger(perKpu) ||
      perKpu < 1 ||
      perKpu > MAX_PARALLELISM_PER_KPU)
  ) {
    return `ParallelismPerKPU ${perKpu} is not possible; it must be a whole number from 1 to ${MAX_PARALLELISM_PER_KPU}.`;
  }
  const same =
    configuration.parallelism === parallelism &&
    (perKpu === undefined || perKpu === configuration.parallelismPerKpu);
  // Autoscaling may have moved what is in force away from what is asked for; an update brings it back.
  const inForce = configuration.currentParallelism ?? parallelism;
  return same && inForce === parallelism
    ? `Nothing would change: parallelism is ${parallelism} already.`
    : undefined;
}

function upgradeRefusal({ request, fresh }: PlanInput): string | undefined {
  if (request.kind !== 'upgrade') {
    return undefined;
  }
  const { flinkVersion, artifact } = request;
  const { configuration, detail } = fresh;
  if (flinkVersion !== undefined && !/^\d{1,2}\.\d{1,2}$/.test(flinkVersion)) {
    return `"${flinkVersion}" is not a version of Flink; it should look like 2.2.`;
  }
  if (
    flinkVersion?.startsWith('1.') &&
    isAtLeastTwo(configuration.flinkVersion)
  ) {
    return `Flink ${flinkVersion} cannot read state of Flink ${configuration.flinkVersion}: the way from 1.x to 2.x is one-way. A rollback returns to the version before, with the snapshot that version left.`;
  }
  if (artifact !== undefined) {
    const code =
      detail.ApplicationConfigurationDescription
        ?.ApplicationCodeConfigurationDescription?.CodeContentDescription
        ?.S3ApplicationCodeLocationDescription;
    if (!code?.FileKey) {
      return 'The code of this application does not come from S3, so no other object key can be set.';
    }
    if (code.ObjectVersion) {
      return `The code is pinned to version ${code.ObjectVersion} of ${code.FileKey}; another key needs another version, which the portal does not know. Update it where it is defined.`;
    }
    if (
      artifact.length === 0 ||
      Buffer.byteLength(artifact) > MAX_KEY_BYTES ||
      // eslint-disable-next-line no-control-regex -- exactly those are meant
      /[\u0000-\u001f\u007f]/.test(artifact)
    ) {
      return 'The object key is not possible: 1 to 1024 bytes without control characters.';
    }
  }
  const newVersion =
    flinkVersion !== undefined &&
    runtimeOf(flinkVersion) !== configuration.flinkVersionVerbatim;
  const newArtifact =
    artifact !== undefined && artifact !== configuration.artifact;
  return newVersion || newArtifact
    ? undefined
    : 'Nothing would change: this version and artefact are in use already. Restart it instead.';
}

function isAtLeastTwo(version: string | undefined): boolean {
  return version !== undefined && Number.parseInt(version, 10) >= 2;
}
