import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { MetricRange } from '../api';
import { useFlinkData, type FlinkData } from './useFlinkData';

/**
 * Metrics of one application. A range once loaded stays while the next is asked, so use the hook in
 * a component that is keyed by the application's id.
 *
 * @public
 */
export function useApplicationMetrics(
  id: string,
  range: MetricRange,
): FlinkData<flinkApi.MetricsResponse> {
  return useFlinkData(
    `metrics ${range} ${id}`,
    api => api.getApplicationMetrics(id, range),
    { keepPrevious: true },
  );
}
