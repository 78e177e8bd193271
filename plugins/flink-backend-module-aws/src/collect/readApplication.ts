import {
  notApplicable,
  read,
  type Observation,
  type RuntimeEvent,
} from '@flink-portal/backstage-plugin-flink-common';
import type { CollectedBefore } from '@flink-portal/backstage-plugin-flink-node';
import type { ManagedConfig } from '../config/ManagedConfig';
import { changeKindOf } from '../translate/applicationStatus';
import { toState } from '../translate/toState';
import { readDescription } from './descriptionPart';
import type { ListedApplication } from './listApplications';
import { readNote, type Note } from './Note';
import { readOperationsPart } from './operationsPart';
import type { PartReader } from './PartReader';
import { readSnapshotsPart } from './snapshotsPart';
import { readTagsPart } from './tagsPart';
import type { Staleness } from './whenToRead';

/** An application as read now, before its metrics. */
export interface ReadApplication {
  readonly listed: ListedApplication;
  readonly observation: Observation;
  readonly note: Note;
  readonly close: boolean;
  /** What could not be read and has no place of its own; becomes events. */
  readonly warnings: readonly RuntimeEvent[];
}

/** What reading one application needs. */
export interface ReadApplicationInput {
  readonly listed: ListedApplication;
  readonly before?: CollectedBefore;
  readonly close: boolean;
  readonly nowMs: number;
  readonly parts: PartReader;
  readonly redaction: ManagedConfig['redaction'];
}

const NO_JOBS: Observation['jobs'] = notApplicable(
  'The managed service does not report the Flink job; its metrics stand for it.',
);

const NO_EVENTS: Observation['events'] = notApplicable(
  'The managed service reports no events; its operations stand for them.',
);

/** A warning of ours among the application's events. */
export function warningEvent(
  reason: string,
  message: string,
  at: string,
): RuntimeEvent {
  return { at, type: 'warning', reason, message, count: 1 };
}

/**
 * Reads what is due of one application and keeps the rest from last time, each part with the time it
 * was really read at.
 *
 * @returns undefined when the application was deleted since it was listed
 */
export async function readApplication(
  input: ReadApplicationInput,
): Promise<ReadApplication | undefined> {
  const { before, parts, nowMs } = input;
  const note = readNote(before?.note);
  const previous = before?.observation;
  const stale = stalenessOf(input.listed, note, input.close, nowMs);

  const described = await readDescription(input, note, previous, stale);
  if (described === 'gone') {
    return undefined;
  }
  const { listed } = described;
  const [operations, snapshots, tags] = await Promise.all([
    readOperationsPart(parts, note, previous, stale),
    readSnapshotsPart(input, note, previous, stale),
    readTagsPart(input, note, previous, nowMs),
  ]);
  const status = statusOf(listed, note, nowMs);
  const { accountId, region, sourceId } = parts.access.region;
  return {
    listed,
    close: input.close,
    // An identity has no place for "tags not readable", so people learn it from an event.
    warnings: tags.failure
      ? [
          warningEvent(
            'TagsUnreadable',
            `${tags.failure} Owners cannot be found by tag.`,
            parts.at(),
          ),
        ]
      : [],
    note: {
      ...note,
      status,
      description: described.note,
      operations: operations.note,
      snapshotsAt: snapshots.at,
      tagsAt: tags.at,
    },
    observation: {
      application: {
        id: listed.id,
        runtime: 'managed',
        name: listed.name,
        sourceId,
        scope: [accountId, region],
        externalId: listed.arn,
        labels: tags.labels,
      },
      observedAt: parts.at(),
      state: read(
        toState({
          status: listed.status,
          operations: operations.managed,
          statusFirstSeenAt: new Date(status.firstSeenAt).toISOString(),
          statusChangeSeen: status.changeSeen,
          rolledBackFrom: described.note?.rolledBackFrom,
        }),
        parts.at(),
      ),
      configuration: described.reading,
      jobs: NO_JOBS,
      operations: operations.reading,
      snapshots: snapshots.reading,
      events: NO_EVENTS,
    },
  };
}

function stalenessOf(
  { status, versionId }: ListedApplication,
  note: Note,
  close: boolean,
  nowMs: number,
): Staleness {
  return {
    nowMs,
    close,
    changed:
      note.status?.value !== status || note.status?.versionId !== versionId,
    transitional: changeKindOf(status) !== undefined,
  };
}

/** The status with its age; a status that was there at the first look began nobody knows when. */
function statusOf(
  { status, versionId }: ListedApplication,
  note: Note,
  nowMs: number,
): NonNullable<Note['status']> {
  const known = note.status;
  if (known?.value === status) {
    return { ...known, versionId };
  }
  return {
    value: status,
    versionId,
    firstSeenAt: nowMs,
    changeSeen: known !== undefined,
  };
}
