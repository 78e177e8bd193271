import type {
  ApplicationDetail,
  ApplicationOperationInfoDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { Snapshot } from '@flink-portal/backstage-plugin-flink-common';
import { isUpdate } from '../legality/lifecycleCalls';
import { SKEW_MS, type LookInput } from './LookInput';

/** Whether AWS takes a snapshot before it does what was ordered. */
export function takesSnapshotFirst(
  { order, seen }: LookInput,
  detail: ApplicationDetail | undefined,
): boolean {
  const enabled =
    detail?.ApplicationConfigurationDescription
      ?.ApplicationSnapshotConfigurationDescription?.SnapshotsEnabled ?? true;
  const { kind } = order.request;
  return (
    enabled && seen.status === 'RUNNING' && (kind === 'stop' || isUpdate(kind))
  );
}

/**
 * The snapshot AWS took for an operation: it has a name of AWS's own, so its time tells. Undefined when
 * none is seen, which proves nothing.
 */
export async function takenSnapshot(
  input: LookInput,
  operation: ApplicationOperationInfoDetails | undefined,
  detail: ApplicationDetail,
): Promise<Snapshot | undefined> {
  const startMs = operation?.StartTime?.getTime();
  if (startMs === undefined || !takesSnapshotFirst(input, detail)) {
    return undefined;
  }
  const ended = operation?.OperationStatus !== 'IN_PROGRESS';
  const endMs = ended ? operation?.EndTime?.getTime() : undefined;
  const during = (snapshots: readonly Snapshot[]) =>
    snapshots
      .filter(({ createdAt, name }) => {
        const atMs = Date.parse(createdAt);
        return (
          atMs >= startMs - SKEW_MS &&
          atMs <= (endMs ?? Infinity) &&
          // Ours are asked for by name and no part of another operation.
          !name.startsWith('portal-')
        );
      })
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const read = async () => {
    const found = during(await input.reader.someSnapshots());
    if (found || !ended) {
      return found;
    }
    const all = await input.reader.snapshots();
    return 'unreadable' in all ? undefined : during(all);
  };
  return read().catch((error: unknown) => {
    input.reader.context.signal.throwIfAborted();
    // Its name is for people; what became of the operation is told without it.
    if (error instanceof Error) {
      return undefined;
    }
    throw error;
  });
}
