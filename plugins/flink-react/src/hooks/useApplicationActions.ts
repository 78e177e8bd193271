import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { ApplicationActionsQuery } from '../api';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** A page of one application's actions, newest first. @public */
export function useApplicationActions(
  id: string,
  query: ApplicationActionsQuery,
): FlinkData<flinkApi.ActionList> {
  return useFlinkData(
    `actions ${JSON.stringify(query)} of ${id}`,
    api => api.listApplicationActions(id, query),
    { keepPrevious: true },
  );
}
