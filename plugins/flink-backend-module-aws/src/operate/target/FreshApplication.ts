import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import type {
  ActionRequest,
  ApplicationConfiguration,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedConfig } from '../../config/ManagedConfig';
import { changeKindOf } from '../../translate/applicationStatus';
import { toConfiguration } from '../../translate/toConfiguration';
import type { ApplicationFacts } from '../legality/ApplicationFacts';
import type { DescribedSnapshot, Reader } from './Reader';
import { seenToken } from './SeenToken';

/** An application as it is now, with all a plan or a call is made from. */
export interface FreshApplication {
  readonly name: string;
  readonly detail: ApplicationDetail;
  readonly facts: ApplicationFacts;
  readonly configuration: ApplicationConfiguration;
  readonly versionId: number;
  /** The snapshot the request names, if it names one that exists. */
  readonly named?: DescribedSnapshot;
  /** What it would be rolled back to. */
  readonly previous?: ApplicationDetail;
  /** Allowed now; an update that omits it sets it to false. */
  readonly allowsNonRestoredState: boolean;
}

/**
 * Reads what the request needs, all at once.
 *
 * @param depth - a call needs the application alone; a plan needs its history as well
 * @throws FlinkActionError
 */
export async function readFresh(
  reader: Reader,
  request: ActionRequest,
  redaction: ManagedConfig['redaction'],
  depth: 'plan' | 'call',
): Promise<FreshApplication> {
  const snapshotName = snapshotNamedBy(request);
  const [detail, named, history] = await Promise.all([
    reader.describe(),
    snapshotName === undefined ? undefined : reader.snapshot(snapshotName),
    depth === 'plan' ? readHistory(reader) : undefined,
  ]);
  reader.context.signal.throwIfAborted();
  const configuration = toConfiguration(detail, redaction);
  const status = detail.ApplicationStatus ?? 'unknown';
  const change = changeKindOf(status);
  const previous =
    depth === 'plan' &&
    request.kind === 'rollback' &&
    detail.ApplicationVersionUpdatedFrom
      ? await reader.version(detail.ApplicationVersionUpdatedFrom)
      : undefined;
  return {
    name: reader.name,
    detail,
    configuration,
    versionId: detail.ApplicationVersionId ?? 0,
    named,
    previous,
    allowsNonRestoredState:
      detail.ApplicationConfigurationDescription?.RunConfigurationDescription
        ?.FlinkRunConfigurationDescription?.AllowNonRestoredState ?? false,
    facts: {
      status,
      configuration,
      ...history,
      since: history?.operations?.find(
        ({ kind, status: outcome }) =>
          kind === change && outcome === 'inProgress',
      )?.startedAt,
    },
  };
}

async function readHistory(
  reader: Reader,
): Promise<
  Pick<ApplicationFacts, 'operations' | 'snapshots' | 'snapshotsUnreadable'>
> {
  const [snapshots, operations] = await Promise.all([
    reader.snapshots(),
    // Without them a plan lacks figures, not truth.
    reader.operations().catch(() => undefined),
  ]);
  return {
    operations: operations?.map(({ operation }) => operation),
    ...('unreadable' in snapshots
      ? { snapshotsUnreadable: snapshots.unreadable }
      : { snapshots }),
  };
}

/** The token of what was read. */
export function tokenOf(
  { detail, facts, versionId, named }: Omit<FreshApplication, 'name'>,
  request: ActionRequest,
): string {
  return seenToken(request, {
    version: versionId,
    status: facts.status,
    conditionalToken: detail.ConditionalToken,
    snapshotAt: named?.snapshot.createdAt,
  });
}

/** The snapshot a request names. */
export function snapshotNamedBy(request: ActionRequest): string | undefined {
  switch (request.kind) {
    case 'restore':
    case 'deleteSnapshot':
      return request.snapshotName;
    case 'start':
      return request.from.type === 'snapshot'
        ? request.from.snapshotName
        : undefined;
    default:
      return undefined;
  }
}
