import type { Observation } from '@flink-portal/backstage-plugin-flink-common';
import type { ListedApplication } from './listApplications';
import type { Note } from './Note';
import type { PartReader } from './PartReader';
import { readTags } from './tags';
import { MAX_AGE_MS } from './whenToRead';

/** The tags, read now or kept. */
export interface TagsPart {
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch ms of the last good read. */
  readonly at?: number;
  /** Why they could not be read now. */
  readonly failure?: string;
}

/** Reads tags when that is due. Tags that cannot be read are those of last time. */
export async function readTagsPart(
  { listed, parts }: { listed: ListedApplication; parts: PartReader },
  note: Note,
  previous: Observation | undefined,
  nowMs: number,
): Promise<TagsPart> {
  const labels = previous?.application.labels ?? {};
  if (note.tagsAt !== undefined && nowMs - note.tagsAt < MAX_AGE_MS.tags) {
    return { labels, at: note.tagsAt };
  }
  const answer = await readTags(parts, listed.arn);
  if (answer.ok) {
    return { labels: answer.value, at: nowMs };
  }
  return {
    labels,
    failure:
      answer.failed.status === 'unreadable' ? answer.failed.message : undefined,
  };
}
