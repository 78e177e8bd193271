import {
  notApplicable,
  read,
  type Observation,
  type Reading,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ListedApplication } from './listApplications';
import type { Note } from './Note';
import type { PartReader } from './PartReader';
import { readSnapshots } from './snapshots';
import { isDue, keptReading, MAX_AGE_MS, type Staleness } from './whenToRead';

/** Lists snapshots when that is due, and always while one is being made or deleted. */
export async function readSnapshotsPart(
  { listed, parts }: { listed: ListedApplication; parts: PartReader },
  note: Note,
  previous: Observation | undefined,
  stale: Staleness,
): Promise<{ reading: Reading<readonly Snapshot[]>; at?: number }> {
  if (listed.interactive) {
    return { reading: notApplicable('A notebook takes no snapshots.') };
  }
  const kept = keptReading(previous?.snapshots);
  const moving =
    kept?.status === 'read' &&
    kept.value.some(({ status }) => ['creating', 'deleting'].includes(status));
  if (
    kept &&
    !moving &&
    !isDue(note.snapshotsAt, MAX_AGE_MS.snapshots, stale)
  ) {
    return { reading: kept, at: note.snapshotsAt };
  }
  const answer = await readSnapshots(parts);
  return answer.ok
    ? { reading: read(answer.value, parts.at()), at: stale.nowMs }
    : { reading: answer.failed };
}
