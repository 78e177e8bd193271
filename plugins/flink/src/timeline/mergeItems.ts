import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/**
 * Joins pages of a timeline, newest first. An item that two pages have is taken from the first, which
 * was read later: an operation that was in progress may have ended.
 */
export function mergeItems(
  ...pages: ReadonlyArray<readonly flinkApi.TimelineItem[]>
): flinkApi.TimelineItem[] {
  const byId = new Map<string, flinkApi.TimelineItem>();
  for (const item of pages.flat()) {
    if (!byId.has(item.id)) {
      byId.set(item.id, item);
    }
  }
  return [...byId.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
