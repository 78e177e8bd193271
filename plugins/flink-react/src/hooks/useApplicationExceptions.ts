import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { ExceptionsRange } from '../api';
import { useFlinkData, type FlinkData } from './useFlinkData';

/**
 * Exceptions of one application. The backend asks logs and Flink for them, so nothing is asked before
 * somebody wants to see them, and not again by itself; a range of `undefined` asks nothing.
 *
 * @public
 */
export function useApplicationExceptions(
  id: string,
  range: ExceptionsRange | undefined,
): FlinkData<flinkApi.ExceptionsResponse> {
  return useFlinkData(
    range === undefined ? undefined : `exceptions ${range} ${id}`,
    api => api.getApplicationExceptions(id, range!),
    { keepPrevious: false, isOnDemand: true },
  );
}
