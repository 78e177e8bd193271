import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import {
  FlinkActionError,
  type NewApplicationOrder,
} from '@flink-portal/backstage-plugin-flink-node';
import type { Reader } from '../target/Reader';
import { ORDER_TAG } from './orderTag';

/**
 * The application of the order's name, if this order made it.
 *
 * @returns undefined when there is none of that name
 * @throws FlinkActionError `conflict` when it is somebody else's, saying whose
 */
export async function readExisting(
  reader: Reader,
  order: NewApplicationOrder,
): Promise<ApplicationDetail | undefined> {
  const detail = await reader.describeIfThere();
  if (!detail) {
    return undefined;
  }
  if (detail.ApplicationStatus === 'DELETING') {
    throw new FlinkActionError(
      'conflict',
      `An application ${order.name} is just being deleted in account ${order.accountId} (${order.region}). Nothing was changed. Try again when it is gone.`,
    );
  }
  const tags = await reader.tags(detail.ApplicationARN ?? '');
  if (tags[ORDER_TAG] === order.orderId) {
    return detail;
  }
  const owner = tags.owner ?? tags.team;
  const whose = owner ? `belongs to ${owner}` : 'names no owner in its tags';
  const made = tags[ORDER_TAG]
    ? `was made by another order (${tags[ORDER_TAG]})`
    : 'was not made by the portal';
  throw new FlinkActionError(
    'conflict',
    `There is already an application ${order.name} in account ${order.accountId} (${order.region}): it ${whose} and ${made}. Nothing was changed. Choose another name.`,
  );
}
