import { formatQuantity } from '../../format';
import { METRIC_CATALOG } from '../../metrics/metricCatalog';
import type { MetricName } from '../../metrics/MetricName';
import type { MetricPoint } from '../../metrics/MetricSeries';
import type { Evidence, Quantity } from '../../model/Finding';
import { timeMs } from '../points';
import type { RuleContext } from '../RuleContext';

/** A value of a metric with its unit. */
export function quantity(name: MetricName, value: number): Quantity {
  return { value, unit: METRIC_CATALOG[name].unit };
}

/** One value of a metric as evidence. */
export function metricEvidence(
  context: RuleContext,
  name: MetricName,
  point: MetricPoint,
  part?: string,
): Evidence {
  return {
    name: part === undefined ? name : `${name} (${part})`,
    value: formatQuantity(quantity(name, point[1])),
    at: new Date(timeMs(point)).toISOString(),
    source: context.metricSource,
  };
}
