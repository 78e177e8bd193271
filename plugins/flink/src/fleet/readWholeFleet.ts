import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type {
  FleetQuery,
  FlinkApi,
} from '@flink-portal/backstage-plugin-flink-react';

const PAGE_LIMIT = 200;

/** No browser should ask for more: 5,000 applications. */
const MAX_PAGES = 25;

/** Every application that matches, page by page. */
export async function readWholeFleet(
  api: FlinkApi,
  query: FleetQuery,
): Promise<{ items: flinkApi.ApplicationSummary[]; totalItems: number }> {
  const items = new Map<string, flinkApi.ApplicationSummary>();
  let cursor: string | undefined;
  let totalItems = 0;
  for (let pageIndex = 0; pageIndex < MAX_PAGES; pageIndex++) {
    const { cursor: _first, ...rest } = query;
    const page = await api.listApplications({
      ...rest,
      limit: PAGE_LIMIT,
      ...(cursor && { cursor }),
    });
    // An application that changes its place between two pages would come twice.
    page.items.forEach(item => items.set(item.id, item));
    totalItems = page.totalItems;
    cursor = page.nextCursor;
    if (!cursor) {
      break;
    }
  }
  return { items: [...items.values()], totalItems };
}
