import type { SnapshotDetails } from '@aws-sdk/client-kinesis-analytics-v2';
import type { Snapshot } from '@flink-portal/backstage-plugin-flink-common';
import { flinkVersionOf } from './flinkVersionOf';
import { isoTime } from './isoTime';

const STATUS: Readonly<Record<string, Snapshot['status']>> = {
  CREATING: 'creating',
  READY: 'ready',
  FAILED: 'failed',
  DELETING: 'deleting',
};

/**
 * A snapshot of the service. A status this version does not know is shown as failed, with the word:
 * nobody must take such a snapshot for one that can be restored.
 */
export function toSnapshot(details: SnapshotDetails): Snapshot {
  const word: string = details.SnapshotStatus ?? '';
  const status = STATUS[word];
  return {
    name: details.SnapshotName ?? '',
    kind: 'snapshot',
    status: status ?? 'failed',
    createdAt:
      isoTime(details.SnapshotCreationTimestamp) ?? new Date(0).toISOString(),
    version: details.ApplicationVersionId?.toString(),
    flinkVersion: flinkVersionOf(details.RuntimeEnvironment),
    ...(status ? {} : { failure: `Unrecognized status "${word}"` }),
  };
}
