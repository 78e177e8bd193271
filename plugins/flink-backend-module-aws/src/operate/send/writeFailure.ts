import { redactText } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  type ActionErrorReason,
} from '@flink-portal/backstage-plugin-flink-node';
import {
  callFailure,
  factsOf,
  type Attempt,
  type ErrorFacts,
} from '../../clients/callFailure';

/** A call that changes something, when it failed. */
export interface WriteAttempt extends Omit<Attempt, 'doing' | 'consequence'> {
  /** Completes "AWS was asked to … application orders": `take a snapshot of`. */
  readonly verb: string;
  readonly applicationName: string;
}

const DENIED =
  /^(AccessDenied|NotAuthorized|Unauthorized|OptInRequired|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature)/;
const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError)/;
const THROTTLED = /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown)/;
/** The connection never came to be, so no request went over it. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/**
 * Puts a failed write into a reason. Every reason but `unsure` promises that nothing took effect, so only
 * an answer of AWS that refuses, or a connection that never was, gives another one.
 */
export function writeFailure(
  error: unknown,
  attempt: WriteAttempt,
): FlinkActionError {
  const facts = factsOf(error);
  const reason = reasonOf(facts);
  const target = `${attempt.verb} application ${attempt.applicationName}`;
  const { accountId, region } = attempt.region;
  const where = `in account ${accountId} (${region})`;
  const said = redactText(facts.message).trim().replace(/\.$/, '');

  switch (reason) {
    case 'unsure':
      return new FlinkActionError(
        reason,
        `AWS was asked to ${target} ${where}, and gave no usable answer (${
          said || facts.words[0] || 'nothing'
        }). It may have taken effect; the portal finds out by reading, and does not send it again.`,
        error,
      );
    case 'conflict':
      return new FlinkActionError(
        reason,
        `Someone changed application ${attempt.applicationName} since the plan was made. Nothing was sent. Review again.`,
        error,
      );
    case 'refused':
      return new FlinkActionError(
        reason,
        `AWS refused to ${target} ${where}: ${whyRefused(
          facts,
          said,
        )} Nothing was changed.`,
        error,
      );
    case 'notFound':
      return new FlinkActionError(
        reason,
        `Cannot ${target} ${where}: AWS does not know it (${said}). Nothing was changed.`,
        error,
      );
    default:
      return new FlinkActionError(
        reason,
        `${
          callFailure(error, {
            ...attempt,
            doing: target,
            consequence: undefined,
          }).message
        } Nothing was changed.`,
        error,
      );
  }
}

function reasonOf(facts: ErrorFacts): ActionErrorReason {
  const is = (pattern: RegExp) => facts.words.some(word => pattern.test(word));
  const { httpStatus } = facts;
  if (httpStatus === undefined) {
    if (
      is(NO_CREDENTIALS) ||
      /no AWS integration that matches/.test(facts.message)
    ) {
      return 'denied';
    }
    return is(NOT_CONNECTED) ? 'unreachable' : 'unsure';
  }
  // Whatever stands between may have answered, or AWS after it had begun.
  if (httpStatus < 400 || httpStatus >= 500 || httpStatus === 408) {
    return 'unsure';
  }
  if (is(THROTTLED) || httpStatus === 429) {
    return 'throttled';
  }
  if (is(DENIED) || httpStatus === 401 || httpStatus === 403) {
    return 'denied';
  }
  if (is(/^ConcurrentModificationException/)) {
    return 'conflict';
  }
  return is(/^ResourceNotFoundException/) ? 'notFound' : 'refused';
}

/** What AWS says while it cannot take the snapshot that comes first. */
export function saysCannotSnapshot(message: string): boolean {
  return /currently experiencing downtime|failed to take (a )?snapshot/i.test(
    message,
  );
}

function whyRefused(facts: ErrorFacts, said: string): string {
  if (saysCannotSnapshot(facts.message)) {
    return 'it takes a snapshot first, and cannot while the job is down. Try it when the job runs, roll back, or force-stop, which drops everything after the newest snapshot.';
  }
  return facts.words.includes('LimitExceededException')
    ? `a quota is reached ("${said}"). Raise it in Service Quotas, or make room.`
    : `${facts.words[0] ?? 'an error'} "${said}".`;
}
