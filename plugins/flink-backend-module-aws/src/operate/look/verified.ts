import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { notAsWanted } from './asWanted';
import { AGREES_WITHIN_MS, type LookInput } from './LookInput';
import { operationKindFor } from './findOperation';
import { successMessage } from './outcomeMessage';
import { stepsAt, type Followed } from './stepsAt';

/**
 * An operation that AWS calls successful, once the application really is what was asked for. AWS's word
 * alone is no success: the description has to agree, and a version that was rolled back since does not.
 */
export async function verified(
  input: LookInput,
  followed: Followed,
): Promise<ActionProgress> {
  const { detail, versionId, operation } = followed;
  if (
    input.order.request.kind !== 'rollback' &&
    versionId !== undefined &&
    versionId !== detail.ApplicationVersionId &&
    detail.ApplicationVersionRolledBackFrom === versionId
  ) {
    return {
      status: 'rolledBack',
      steps: stepsAt(input, followed, 'failed'),
      message: `Version ${versionId} was rolled back to ${
        detail.ApplicationVersionRolledBackTo ?? detail.ApplicationVersionId
      } after AWS had called the update successful.`,
    };
  }
  const missing = missingIn(input, followed);
  if (missing === undefined) {
    return {
      status: 'succeeded',
      steps: stepsAt(input, followed, 'done'),
      message: successMessage(input, followed),
    };
  }
  const later = await changedSince(input, followed);
  if (later !== undefined) {
    return later;
  }
  const endedMs = operation?.EndTime?.getTime() ?? input.nowMs;
  return input.nowMs - endedMs < AGREES_WITHIN_MS
    ? {
        status: 'underway',
        steps: stepsAt(input, followed, 'confirming'),
        message: `AWS calls the operation successful; the application does not show it yet (${missing}).`,
      }
    : {
        status: 'failed',
        steps: stepsAt(input, followed, 'failed'),
        message: `AWS calls the operation successful, but ${missing}. It did not have the effect that was asked for.`,
        failure: missing,
      };
}

/** What of the desired state is not there; undefined when all is. */
function missingIn(
  { order, seen }: LookInput,
  { detail, versionId }: Followed,
): string | undefined {
  const { request } = order;
  const status = detail.ApplicationStatus;
  const statusIs = (wanted: string) =>
    status === wanted ? undefined : `ApplicationStatus is ${status}`;
  switch (request.kind) {
    case 'stop':
    case 'forceStop':
      return statusIs('READY');
    case 'start':
      return statusIs('RUNNING') ?? notAsWanted(request, detail);
    case 'rollback':
      return statusIs('RUNNING') ?? notRolledBack(detail, seen.version);
    default:
      return (
        statusIs(seen.status) ??
        notThatVersion(detail, versionId ?? seen.version + 1) ??
        notAsWanted(request, detail)
      );
  }
}

function notThatVersion(
  { ApplicationVersionId }: ApplicationDetail,
  wanted: number,
): string | undefined {
  return ApplicationVersionId === wanted
    ? undefined
    : `ApplicationVersionId is ${ApplicationVersionId}, not ${wanted}`;
}

/** AWS may go back to the old version's number or give it a new one; it says what it rolled back from. */
function notRolledBack(
  detail: ApplicationDetail,
  from: number,
): string | undefined {
  return detail.ApplicationVersionRolledBackFrom === from ||
    (detail.ApplicationVersionId ?? from) < from
    ? undefined
    : `ApplicationVersionRolledBackFrom is not ${from}`;
}

/** Somebody did something else since: then what was asked for was there, or is looked up in its version. */
async function changedSince(
  input: LookInput,
  followed: Followed,
): Promise<ActionProgress | undefined> {
  const { reader, order } = input;
  const { operation, operationId, versionId } = followed;
  const endMs = operation?.EndTime?.getTime();
  const later = (await reader.operations())
    .filter(
      one =>
        one.operation.id !== operationId &&
        endMs !== undefined &&
        Date.parse(one.operation.startedAt) >= endMs,
    )
    .at(-1)?.operation;
  if (!later) {
    return undefined;
  }
  const since = `Since then ${later.verbatim} changed the application again.`;
  const succeeded: ActionProgress = {
    status: 'succeeded',
    steps: stepsAt(input, followed, 'done'),
    message: `${successMessage(input, followed)} ${since}`,
  };
  if (operationKindFor(order.request) !== 'update') {
    return succeeded;
  }
  const made =
    versionId === undefined ? undefined : await reader.version(versionId);
  if (!made) {
    return {
      status: 'failed',
      steps: stepsAt(input, followed, 'failed'),
      message: `AWS calls the operation successful, but ${later.verbatim} changed the application before that could be read back. Look at the application.`,
    };
  }
  const missing = notAsWanted(order.request, made);
  return missing === undefined
    ? succeeded
    : {
        status: 'failed',
        steps: stepsAt(input, followed, 'failed'),
        message: `AWS calls the operation successful, but in version ${versionId} ${missing}. ${since}`,
        failure: missing,
      };
}
