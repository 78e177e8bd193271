import {
  formatCount,
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

const UNITS: ReadonlySet<string> = new Set<flinkApi.QuantityUnitEnum>([
  'count',
  'records',
  'recordsPerSecond',
  'ms',
  'msPerSecond',
  'bytes',
  'percent',
  'epochMs',
]);

function isUnit(unit: string): unit is flinkApi.QuantityUnitEnum {
  return UNITS.has(unit);
}

/** A metric's value in its unit; a unit of a newer backend is printed as it came. */
export function formatMetricValue(value: number, unit: string): string {
  return isUnit(unit)
    ? formatQuantity({ value, unit })
    : `${formatCount(value)} ${unit}`;
}
