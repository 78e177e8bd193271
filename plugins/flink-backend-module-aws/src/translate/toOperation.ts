import type {
  ApplicationOperationInfo,
  ApplicationOperationInfoDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import {
  redactText,
  type Operation,
  type OperationKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { isoTime } from './isoTime';

/** What DescribeApplicationOperation adds to an operation; kept in the note, since it never changes. */
export interface OperationDetails {
  readonly failure?: string;
  /** The rollback the service started because this operation failed. */
  readonly rollbackOperationId?: string;
  readonly fromVersion?: number;
  readonly toVersion?: number;
}

/** An operation together with what is needed to judge the state by it. */
export interface ManagedOperation {
  readonly operation: Operation;
  readonly rollbackOperationId?: string;
}

// The service's vocabulary is a free string and not published in full.
const KINDS: ReadonlyArray<readonly [pattern: RegExp, kind: OperationKind]> = [
  [/^StartApplication$/i, 'start'],
  [/^(Force)?StopApplication$/i, 'stop'],
  [/^UpdateApplication$/i, 'update'],
  [/rollback/i, 'rollback'],
  [/maintenance/i, 'maintenance'],
  [/auto-?_?scal/i, 'autoscale'],
  [/^Create(Application)?Snapshot$/i, 'snapshot'],
  [/^CreateApplication$/i, 'create'],
  [/^DeleteApplication$/i, 'delete'],
];

const STATUS: Readonly<Record<string, Operation['status']>> = {
  IN_PROGRESS: 'inProgress',
  SUCCESSFUL: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

/** What kind of operation the service's word means; `other` when this version does not know it. */
export function operationKindOf(verbatim: string): OperationKind {
  return KINDS.find(([pattern]) => pattern.test(verbatim))?.[1] ?? 'other';
}

/** An entry of ListApplicationOperations; undefined when it lacks what makes it an operation. */
export function toOperation(
  info: ApplicationOperationInfo,
  details: OperationDetails | undefined,
): ManagedOperation | undefined {
  const startedAt = isoTime(info.StartTime);
  if (!info.OperationId || !startedAt) {
    return undefined;
  }
  const verbatim = info.Operation ?? 'unnamed operation';
  const kind = operationKindOf(verbatim);
  const status = STATUS[info.OperationStatus ?? ''];
  // An end is given while the operation runs, too, and then means nothing.
  const endedAt = status === 'inProgress' ? undefined : isoTime(info.EndTime);
  const change = changeOf(details);
  return {
    operation: {
      id: info.OperationId,
      kind,
      verbatim: status
        ? verbatim
        : `${verbatim} (${info.OperationStatus ?? 'no status'})`,
      // Neither a success nor a failure may be claimed for a word that is not known.
      status: status ?? (endedAt ? 'cancelled' : 'inProgress'),
      startedAt,
      ...(endedAt ? { endedAt } : {}),
      planned: kind !== 'other',
      ...(change ? { change } : {}),
      ...(details?.failure ? { failure: details.failure } : {}),
    },
    ...(details?.rollbackOperationId
      ? { rollbackOperationId: details.rollbackOperationId }
      : {}),
  };
}

/** What is worth keeping of DescribeApplicationOperation. Texts are redacted. */
export function toOperationDetails(
  details: ApplicationOperationInfoDetails,
): OperationDetails {
  const failure = details.OperationFailureDetails?.ErrorInfo?.ErrorString;
  const versions = details.ApplicationVersionChangeDetails;
  return {
    failure: failure === undefined ? undefined : redactText(failure),
    rollbackOperationId: details.OperationFailureDetails?.RollbackOperationId,
    // The API's text describes these two the wrong way round; the names are right.
    fromVersion: versions?.ApplicationVersionUpdatedFrom,
    toVersion: versions?.ApplicationVersionUpdatedTo,
  };
}

function changeOf(details: OperationDetails | undefined): string | undefined {
  const { fromVersion, toVersion } = details ?? {};
  return fromVersion !== undefined && toVersion !== undefined
    ? `version ${fromVersion} to ${toVersion}`
    : undefined;
}
