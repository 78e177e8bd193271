import {
  read,
  type ApplicationConfiguration,
  type Observation,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedConfig } from '../config/ManagedConfig';
import { streamNamesOf } from '../metrics/streamNames';
import {
  propertyGroupsOf,
  toConfiguration,
} from '../translate/toConfiguration';
import { describe } from './describe';
import type { ListedApplication } from './listApplications';
import type { Note } from './Note';
import type { PartReader } from './PartReader';
import { isDue, keptReading, MAX_AGE_MS, type Staleness } from './whenToRead';

interface DescriptionInput {
  readonly listed: ListedApplication;
  readonly parts: PartReader;
  readonly redaction: ManagedConfig['redaction'];
}

/** The configuration, read now or kept. */
export interface DescriptionPart {
  /** With the newer status and version where the description has them. */
  readonly listed: ListedApplication;
  readonly reading: Reading<ApplicationConfiguration>;
  readonly note?: Note['description'];
}

/** Describes an application when that is due; `gone` when it was deleted since it was listed. */
export async function readDescription(
  { listed, parts, redaction }: DescriptionInput,
  note: Note,
  previous: Observation | undefined,
  stale: Staleness,
): Promise<DescriptionPart | 'gone'> {
  const kept = keptReading(previous?.configuration);
  if (kept && !isDue(note.description?.at, MAX_AGE_MS.description, stale)) {
    return { listed, reading: kept, note: note.description };
  }
  const answer = await describe(parts);
  if (answer === 'gone') {
    return 'gone';
  }
  if (!answer.ok) {
    // Without a time the next poll tries again.
    return { listed, reading: answer.failed, note: undefined };
  }
  const detail = answer.value;
  return {
    listed: {
      ...listed,
      status: detail.ApplicationStatus ?? listed.status,
      versionId: detail.ApplicationVersionId ?? listed.versionId,
    },
    reading: read(toConfiguration(detail, redaction), parts.at()),
    note: {
      at: stale.nowMs,
      rolledBackFrom: detail.ApplicationVersionRolledBackFrom,
      streamNames: streamNamesOf(propertyGroupsOf(detail) ?? []),
    },
  };
}
