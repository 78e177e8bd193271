import { ListTagsForResourceCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import type { PartAnswer, PartReader } from './PartReader';

/** Reads the tags by which owners are found. */
export async function readTags(
  parts: PartReader,
  arn: string,
): Promise<PartAnswer<Record<string, string>>> {
  const command = new ListTagsForResourceCommand({ ResourceARN: arn });
  const answer = await parts.read(
    'list tags of',
    'kinesisanalytics:ListTagsForResource',
    options => parts.access.analytics.send(command, options),
  );
  if (!answer.ok) {
    return answer;
  }
  return {
    ok: true,
    value: Object.fromEntries(
      (answer.value.Tags ?? []).flatMap(({ Key, Value }) =>
        Key === undefined ? [] : [[Key, Value ?? '']],
      ),
    ),
  };
}
