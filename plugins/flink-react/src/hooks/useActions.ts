import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionsQuery } from '../api';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** A page of the actions of every application one may see, newest first. @public */
export function useActions(
  query: ActionsQuery,
): FlinkData<flinkApi.ActionList> {
  return useFlinkData(
    `actions ${JSON.stringify(query)}`,
    api => api.listActions(query),
    { keepPrevious: true },
  );
}
