import {
  DescribeApplicationCommand,
  type ApplicationDetail,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { isNotFound } from '../clients/callFailure';
import type { PartAnswer, PartReader } from './PartReader';

/** Describes an application; `gone` when it was deleted since it was listed. */
export async function describe(
  parts: PartReader,
): Promise<PartAnswer<ApplicationDetail> | 'gone'> {
  const doing = 'describe';
  const action = 'kinesisanalytics:DescribeApplication';
  const command = new DescribeApplicationCommand({
    ApplicationName: parts.applicationName,
  });
  const answer = await parts.read(doing, action, options =>
    parts.access.analytics.send(command, options),
  );
  if (!answer.ok) {
    return isNotFound(answer.error) ? 'gone' : answer;
  }
  const detail = answer.value.ApplicationDetail;
  if (!detail) {
    const error = new TypeError('the answer holds no ApplicationDetail');
    return { ok: false, error, failed: parts.failed(error, doing, action) };
  }
  return { ok: true, value: detail };
}
