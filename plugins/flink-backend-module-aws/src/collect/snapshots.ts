import {
  ListApplicationSnapshotsCommand,
  type SnapshotDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import {
  unreadable,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import { isUnsupported } from '../clients/callFailure';
import { toSnapshot } from '../translate/toSnapshot';
import type { PartAnswer, PartReader } from './PartReader';

const PAGE_SIZE = 50;
// An application holds 1,000 snapshots at most, and their order is not documented.
const MAX_PAGES = 20;
/** How many are kept: restoring from older ones is rare, and each costs space in every reading. */
const KEPT = 100;

/** Lists snapshots, newest first. */
export async function readSnapshots(
  parts: PartReader,
): Promise<PartAnswer<Snapshot[]>> {
  const found: SnapshotDetails[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new ListApplicationSnapshotsCommand({
      ApplicationName: parts.applicationName,
      Limit: PAGE_SIZE,
      NextToken: nextToken,
    });
    const answer = await parts.read(
      'list snapshots of',
      'kinesisanalytics:ListApplicationSnapshots',
      options => parts.access.analytics.send(command, options),
    );
    if (!answer.ok) {
      return isUnsupported(answer.error)
        ? { ...answer, failed: enhanced(parts) }
        : answer;
    }
    found.push(...(answer.value.SnapshotSummaries ?? []));
    nextToken = answer.value.NextToken;
    if (!nextToken) {
      break;
    }
  }
  return {
    ok: true,
    value: found
      .map(toSnapshot)
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      .slice(0, KEPT),
  };
}

function enhanced(parts: PartReader) {
  return unreadable<never>(
    'failed',
    `Cannot list snapshots of application ${parts.applicationName}: AWS says the application does not support it. It may keep enhanced snapshots, which belong to the account; they are listed in the AWS console.`,
    parts.at(),
  );
}
