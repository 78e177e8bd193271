import { useApi } from '@backstage/core-plugin-api';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  flinkApiRef,
  useApplicationTimeline,
  type FlinkData,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import { mergeItems } from './mergeItems';

/** As far back as the backend keeps what happened. */
const RANGE = '30d';

const PAGE_ITEMS = 20;

/** A timeline that grows downwards on request and upwards by itself. */
export interface TimelinePages {
  /** The newest page, which is read again and again. */
  readonly newest: FlinkData<flinkApi.Timeline>;
  readonly items: readonly flinkApi.TimelineItem[];
  readonly hasOlder: boolean;
  readonly isReadingOlder: boolean;
  readonly olderError: Error | undefined;
  /** Reads the next page; answers with the id of its first new item. */
  readonly showOlder: () => Promise<string | undefined>;
}

interface Older {
  readonly items: readonly flinkApi.TimelineItem[];
  readonly nextCursor: string | undefined;
}

/** Use it in a component that is keyed by application and kinds. */
export function useTimelinePages(
  id: string,
  kinds: readonly flinkApi.TimelineKind[],
): TimelinePages {
  const api = useApi(flinkApiRef);
  const query = {
    range: RANGE,
    limit: PAGE_ITEMS,
    ...(kinds.length > 0 && { kind: [...kinds] }),
  } as const;
  const newest = useApplicationTimeline(id, query);
  const [older, setOlder] = useState<Older>();
  const [isReadingOlder, setReading] = useState(false);
  const [olderError, setOlderError] = useState<Error>();
  // What leaves the newest page because something newer came must not fall between two pages.
  const [seen, setSeen] = useState<{
    page?: flinkApi.Timeline;
    items: readonly flinkApi.TimelineItem[];
  }>({ items: [] });
  const page = newest.isPrevious ? undefined : newest.data;
  if (page && page !== seen.page) {
    setSeen({ page, items: mergeItems(page.items, seen.items) });
  }
  const items = mergeItems(seen.items, older?.items ?? []);
  const cursor = older ? older.nextCursor : page?.nextCursor;

  const showOlder = async () => {
    setReading(true);
    setOlderError(undefined);
    try {
      const answer = await api.getApplicationTimeline(id, { ...query, cursor });
      const known = new Set(items.map(item => item.id));
      setOlder({
        items: mergeItems(older?.items ?? [], answer.items),
        nextCursor: answer.nextCursor,
      });
      return answer.items.find(item => !known.has(item.id))?.id;
    } catch (error) {
      setOlderError(error as Error);
      return undefined;
    } finally {
      setReading(false);
    }
  };
  return {
    newest,
    items,
    hasOlder: cursor !== undefined,
    isReadingOlder,
    olderError,
    showOlder,
  };
}
