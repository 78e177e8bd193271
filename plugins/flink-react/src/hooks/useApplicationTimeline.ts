import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { TimelineQuery } from '../api';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** A page of what happened to one application, newest first. @public */
export function useApplicationTimeline(
  id: string,
  query: TimelineQuery,
): FlinkData<flinkApi.Timeline> {
  return useFlinkData(
    `timeline ${JSON.stringify(query)} ${id}`,
    api => api.getApplicationTimeline(id, query),
    { keepPrevious: true },
  );
}
