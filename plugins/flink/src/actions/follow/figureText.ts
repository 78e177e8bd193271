import {
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** A figure in its unit; one that is not known is not zero. */
export function figureText(
  value: number | undefined,
  unit: flinkApi.ChangeWatchFigureUnitEnum,
): string {
  return value === undefined ? 'not known' : formatQuantity({ value, unit });
}
