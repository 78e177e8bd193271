import { hexOf } from '../../world/noise';
import type {
  Configuration,
  OperationRecord,
  SnapshotRecord,
  VersionContent,
  VersionEntry,
} from './applicationTypes';

const DAY_MS = 86_400_000;
const NIGHTS = 6;
/** 02:10 UTC. */
const NIGHTLY_MS = 130 * 60_000;
const TAKES_MS = 9_000;
const STATEFUL = ['UpdateApplication', 'AutoScaling', 'StopApplication'];
/** An hourly deployment leaves hundreds; the newest are enough to page through. */
const KEPT_SERVICE_SNAPSHOTS = 60;

/** The part of an application its snapshots follow from. */
interface Snapshotted {
  readonly arn: string;
  readonly facts: {
    readonly createdAtMs: number;
    readonly tags: Readonly<Record<string, string>>;
  };
  operations(nowMs: number): OperationRecord[];
  versions(nowMs: number): VersionEntry[];
  content(versionId: number): VersionContent;
}

function snapshotsEnabled(configuration: Configuration): boolean {
  return (
    configuration.ApplicationSnapshotConfigurationDescription
      ?.SnapshotsEnabled ?? false
  );
}

/**
 * Snapshots the service took before updates and stops, and the nightly ones of production.
 *
 * @param nightly - somebody's cron takes one every night; nobody's does for an application made by hand
 */
export function plannedSnapshots(
  application: Snapshotted,
  nowMs: number,
  nightly: boolean,
): Omit<SnapshotRecord, 'status'>[] {
  const versions = application.versions(nowMs);
  const versionAt = (timeMs: number) =>
    versions.findLast(entry => entry.atMs < timeMs) ?? versions[0];
  const current = application.content(versions.at(-1)!.versionId);
  if (!snapshotsEnabled(current.configuration)) {
    return [];
  }
  const snapshotOf = (name: string, createdAtMs: number) => {
    const { versionId } = versionAt(createdAtMs);
    return {
      name,
      versionId,
      // Of the version it was taken from: an upgrade does not change the state written before it.
      runtimeEnvironment: application.content(versionId).runtimeEnvironment,
      createdAtMs,
      readyAtMs: createdAtMs + TAKES_MS,
    };
  };
  const operations = application.operations(nowMs);
  const service = operations
    .filter(
      operation =>
        STATEFUL.includes(operation.operation) &&
        operation.statusDuring !== 'FORCE_STOPPING' &&
        (operation.statusAfter === 'RUNNING' ||
          operation.outcome === 'FAILED' ||
          operation.operation === 'StopApplication') &&
        !isFailedStop(operation) &&
        !operation.unlisted,
    )
    .slice(-KEPT_SERVICE_SNAPSHOTS)
    .map(operation => {
      const hex = hexOf(`${application.arn}/${operation.startMs}`, 32);
      return snapshotOf(hex, operation.startMs);
    });
  const nights: Omit<SnapshotRecord, 'status'>[] = [];
  if (nightly && application.facts.tags.environment === 'production') {
    const midnightMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
    for (let night = 0; night < NIGHTS; night += 1) {
      const atMs = midnightMs - night * DAY_MS + NIGHTLY_MS;
      const running = operations.findLast(one => one.startMs <= atMs);
      if (
        atMs <= nowMs &&
        running?.statusAfter === 'RUNNING' &&
        running.endMs <= atMs
      ) {
        const day = new Date(atMs)
          .toISOString()
          .slice(0, 10)
          .replaceAll('-', '');
        nights.push(snapshotOf(`nightly-${day}`, atMs));
      }
    }
  }
  return [...service, ...nights];
}

/** It failed for want of its snapshot. */
function isFailedStop({ operation, outcome }: OperationRecord): boolean {
  return operation === 'StopApplication' && outcome === 'FAILED';
}
