import { METRIC_RANGES } from '@flink-portal/backstage-plugin-flink-react';
import { useSearchParams } from 'react-router-dom';
import { SINCE_CHOICES, type MetricChoice } from './metricChoice';

/** On call, the last hour answers most questions. */
export const DEFAULT_RANGE = '1h';

/** What all charts show, kept in the URL. */
export function useMetricChoice(): [
  MetricChoice,
  (choice: MetricChoice) => void,
] {
  const [params, setParams] = useSearchParams();
  const named = params.get('range');
  const choice: MetricChoice | undefined =
    METRIC_RANGES.find(known => known === named) ??
    SINCE_CHOICES.find(known => known === named);
  const setChoice = (next: MetricChoice) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        changed.set('range', next);
        return changed;
      },
      { replace: true },
    );
  return [choice ?? DEFAULT_RANGE, setChoice];
}
