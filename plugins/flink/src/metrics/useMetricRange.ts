import {
  METRIC_RANGES,
  type MetricRange,
} from '@flink-portal/backstage-plugin-flink-react';
import { useSearchParams } from 'react-router-dom';

/** On call, the last hour answers most questions. */
const DEFAULT_RANGE: MetricRange = '1h';

/** The range of all charts, kept in the URL. */
export function useMetricRange(): [MetricRange, (range: MetricRange) => void] {
  const [params, setParams] = useSearchParams();
  const range = METRIC_RANGES.find(known => known === params.get('range'));
  const setRange = (next: MetricRange) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        changed.set('range', next);
        return changed;
      },
      { replace: true },
    );
  return [range ?? DEFAULT_RANGE, setRange];
}
