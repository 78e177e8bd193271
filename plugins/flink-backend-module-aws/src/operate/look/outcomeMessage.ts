import { formatDurationMs } from '@flink-portal/backstage-plugin-flink-common';
import { exactTime } from '../legality/clockTime';
import type { LookInput } from './LookInput';
import type { Followed } from './stepsAt';
import { takesSnapshotFirst } from './takenSnapshot';

/** What is true in the end, with figures. */
export function successMessage(input: LookInput, followed: Followed): string {
  const { order, nowMs, seen } = input;
  const { operation, detail, versionId } = followed;
  const endMs = operation?.EndTime?.getTime() ?? nowMs;
  const startMs = operation?.StartTime?.getTime() ?? order.orderedAtMs;
  const when = `${exactTime(endMs, nowMs)} (took ${formatDurationMs(
    Math.max(0, endMs - startMs),
  )})`;
  const versions = `version ${seen.version} → ${
    versionId ?? detail.ApplicationVersionId
  }`;
  const { request } = order;
  switch (request.kind) {
    case 'stop':
      return `Stopped at ${when}. ${snapshotWords(input, followed)}`;
    case 'forceStop':
      return `Force-stopped at ${when}. No snapshot was taken.`;
    case 'start':
      return `Started at ${when}, ${restoredWords(followed)}.`;
    case 'restart':
      return `Restarted at ${when}, ${versions}. ${snapshotWords(
        input,
        followed,
      )}`;
    case 'rescale':
      return `Rescaled at ${when}: parallelism ${
        request.parallelism
      }, ${versions}.${notRunning(followed)}`;
    case 'upgrade':
      return `Upgraded at ${when}: ${[request.flinkVersion, request.artifact]
        .filter(Boolean)
        .join(', ')}, ${versions}.${notRunning(followed)}`;
    case 'restore':
      return `Restored at ${when} from snapshot ${request.snapshotName}, ${versions}.`;
    default:
      return `Rolled back at ${when}: version ${seen.version} → ${
        detail.ApplicationVersionRolledBackTo ?? detail.ApplicationVersionId
      }.`;
  }
}

function snapshotWords(
  input: LookInput,
  { snapshot, detail }: Followed,
): string {
  if (snapshot?.status === 'ready') {
    return `Snapshot ${snapshot.name} is ready.`;
  }
  return takesSnapshotFirst(input, detail)
    ? 'The snapshot AWS took for it is not listed.'
    : 'Snapshots are disabled, so none was taken.';
}

function restoredWords({ detail }: Followed): string {
  const restored =
    detail.ApplicationConfigurationDescription?.RunConfigurationDescription
      ?.ApplicationRestoreConfigurationDescription;
  switch (restored?.ApplicationRestoreType) {
    case 'RESTORE_FROM_CUSTOM_SNAPSHOT':
      return `from snapshot ${restored.SnapshotName}`;
    case 'RESTORE_FROM_LATEST_SNAPSHOT':
      return 'from the newest snapshot';
    case 'SKIP_RESTORE_FROM_SNAPSHOT':
      return 'without state';
    default:
      return 'and AWS does not say from which state';
  }
}

function notRunning({ detail }: Followed): string {
  return detail.ApplicationStatus === 'READY'
    ? ' It is stopped; the change counts from the next start.'
    : '';
}
