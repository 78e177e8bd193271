import {
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from './RelativeTime';

/** A number in its unit: `1.4 M`, `3.1 k/s`, `2 min 10 s`. @public */
export function QuantityText(props: { quantity: flinkApi.Quantity }) {
  const { quantity } = props;
  if (quantity.unit === 'epochMs') {
    return <RelativeTime at={quantity.value} />;
  }
  return <span>{formatQuantity(quantity)}</span>;
}
