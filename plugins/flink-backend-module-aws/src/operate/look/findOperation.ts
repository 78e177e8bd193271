import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import {
  formatDurationMs,
  type ActionRequest,
  type OperationKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { toConfiguration } from '../../translate/toConfiguration';
import {
  toOperationDetails,
  type ManagedOperation,
} from '../../translate/toOperation';
import { isUpdate } from '../legality/lifecycleCalls';
import { configurationChanges } from '../plan/changes';
import { readSeenToken, seenToken } from '../target/SeenToken';
import { notAsWanted } from './asWanted';
import {
  SHOWS_WITHIN_MS,
  SIGNATURE_EXPIRES_MS,
  SKEW_MS,
  type LookInput,
} from './LookInput';
import { unsure } from './unsure';

const MAX_DESCRIBED = 5;

/** The operation of an order whose handle got lost, or the certainty that there is none. */
export type FoundOperation =
  | { readonly found: true; readonly operationId: string }
  | { readonly found: false; readonly message: string };

/**
 * Looks for what a call left behind. Says there is nothing only when nothing of it is listed and either
 * the application is still what the person saw, or somebody else's change used up the version the call
 * was bound to, or the call's signature has expired.
 *
 * @throws FlinkActionError `unsure` while it cannot be told
 */
export async function findOperation(input: LookInput): Promise<FoundOperation> {
  const { reader, order, nowMs } = input;
  const candidates = (await reader.operations()).filter(
    ({ operation }) =>
      operation.kind === operationKindFor(order.request) &&
      Date.parse(operation.startedAt) >= order.orderedAtMs - SKEW_MS,
  );
  const detail = await reader.describe();
  const bound =
    isUpdate(order.request.kind) || order.request.kind === 'rollback';
  if (bound) {
    const found = await findBound(input, candidates, detail);
    if (found) {
      return found;
    }
  } else if (candidates.length > 0) {
    return { found: true, operationId: candidates[0].operation.id };
  }

  const waited = nowMs - input.sentUntilMs;
  if (waited >= SHOWS_WITHIN_MS && isAsSeen(input, detail)) {
    return {
      found: false,
      message: `The application is as it was (version ${
        detail.ApplicationVersionId
      }, ${
        detail.ApplicationStatus
      }), and AWS lists no operation ${formatDurationMs(
        waited,
      )} after the call: it never arrived.`,
    };
  }
  if (waited >= SIGNATURE_EXPIRES_MS) {
    return {
      found: false,
      message: `AWS lists no operation ${formatDurationMs(
        waited,
      )} after the call, and would not take it any more: it never arrived.`,
    };
  }
  throw unsure(input);
}

/** An update or a rollback is bound to the version the person saw, so one operation at most began at it. */
async function findBound(
  input: LookInput,
  candidates: readonly ManagedOperation[],
  detail: ApplicationDetail,
): Promise<FoundOperation | undefined> {
  const { reader, order, seen } = input;
  for (const { operation } of candidates.slice(-MAX_DESCRIBED)) {
    const described = await reader.operation(operation.id);
    const { fromVersion, toVersion } = described
      ? toOperationDetails(described)
      : {};
    // While it goes on, AWS may not tell the versions yet.
    const from = fromVersion ?? detail.ApplicationVersionUpdatedFrom;
    if (from !== seen.version) {
      continue;
    }
    const to = toVersion ?? detail.ApplicationVersionId;
    if (await isOurs(input, to, detail)) {
      return { found: true, operationId: operation.id };
    }
    return {
      found: false,
      message: `Somebody else’s ${operation.verbatim} changed version ${from} first (${operation.id}), so AWS did not take this one.`,
    };
  }
  // A rollback leaves no version of its own, so its versions may be told in other words than expected.
  if (order.request.kind === 'rollback' && candidates.length > 0) {
    return { found: true, operationId: candidates[0].operation.id };
  }
  return undefined;
}

async function isOurs(
  { reader, order, seen, redaction }: LookInput,
  to: number | undefined,
  detail: ApplicationDetail,
): Promise<boolean> {
  const { request } = order;
  if (request.kind === 'rollback' || to === undefined) {
    return true;
  }
  const after =
    to === detail.ApplicationVersionId ? detail : await reader.version(to);
  if (!after) {
    return true;
  }
  if (notAsWanted(request, after) !== undefined) {
    return false;
  }
  if (request.kind !== 'restart') {
    return true;
  }
  // A restart changes no setting; another person's update does.
  const before = await reader.version(seen.version);
  return (
    !before ||
    configurationChanges(
      toConfiguration(before, redaction),
      toConfiguration(after, redaction),
    ).length === 0
  );
}

function isAsSeen({ order }: LookInput, detail: ApplicationDetail): boolean {
  const now = seenToken(order.request, {
    version: detail.ApplicationVersionId ?? 0,
    status: detail.ApplicationStatus ?? 'unknown',
    conditionalToken: detail.ConditionalToken,
  });
  // Read again, so that two spellings of one token are one.
  return now === seenTokenAgain(order.request, order.token);
}

function seenTokenAgain(request: ActionRequest, token: string): string {
  return seenToken(request, readSeenToken(token));
}

/** What AWS's list calls the operation of an action. */
export function operationKindFor(request: ActionRequest): OperationKind {
  switch (request.kind) {
    case 'start':
      return 'start';
    case 'stop':
    case 'forceStop':
      return 'stop';
    case 'rollback':
      return 'rollback';
    default:
      return 'update';
  }
}
