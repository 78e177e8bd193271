import {
  redactSecrets,
  type UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ScannedRegion } from '../config/ManagedConfig';

/** What was tried when a call failed, for the sentence. */
export interface Attempt {
  /** Completes "Cannot …": `list Managed Flink applications`. */
  readonly doing: string;
  /** The IAM action: `kinesisanalytics:ListApplications`. */
  readonly action: string;
  readonly region: ScannedRegion;
  /** What it means: `Health is Unknown.` */
  readonly consequence?: string;
}

/** Why a call failed, in the suite's words. */
export interface CallFailure {
  readonly reason: UnreadableReason;
  readonly message: string;
}

const DENIED = /^(AccessDenied|NotAuthorized|Unauthorized|OptInRequired)/;
const BAD_CREDENTIALS =
  /^(UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature|CredentialsProviderError|TokenProviderError)/;
const THROTTLED = /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown)/;
const TIMED_OUT = /^(TimeoutError|RequestTimeout|ETIMEDOUT|ESOCKETTIMEDOUT)/;
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;
const NO_INTEGRATION = /no AWS integration that matches/;

/** Puts a failed call into a reason and a sentence that says what to do. */
export function callFailure(error: unknown, attempt: Attempt): CallFailure {
  const facts = factsOf(error);
  const { reason, why } = explain(facts, attempt);
  const { accountId, region } = attempt.region;
  const sentence = `Cannot ${attempt.doing} in account ${accountId} (${region}): ${why}.`;
  return {
    reason,
    message: attempt.consequence
      ? `${sentence} ${attempt.consequence}`
      : sentence,
  };
}

/** The application (or operation) is not there any more. */
export function isNotFound(error: unknown): boolean {
  return factsOf(error).words.includes('ResourceNotFoundException');
}

/** The service does not offer the call for this application. */
export function isUnsupported(error: unknown): boolean {
  return factsOf(error).words.includes('UnsupportedOperationException');
}

/** What an error says of itself. */
export interface ErrorFacts {
  /** Name and codes of the error and what caused it. */
  readonly words: readonly string[];
  readonly message: string;
  readonly httpStatus?: number;
}

/** Reads an SDK's error, whatever layer threw it. */
export function factsOf(error: unknown): ErrorFacts {
  if (typeof error !== 'object' || error === null) {
    return { words: [], message: String(error) };
  }
  const text = (key: string, of: object = error): string | undefined => {
    const value: unknown = Reflect.get(of, key);
    return typeof value === 'string' ? value : undefined;
  };
  const cause: unknown = Reflect.get(error, 'cause');
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status: unknown =
    typeof metadata === 'object' && metadata !== null
      ? Reflect.get(metadata, 'httpStatusCode')
      : undefined;
  return {
    words: [
      text('name'),
      text('code'),
      text('Code'),
      ...(typeof cause === 'object' && cause !== null
        ? [text('code', cause), text('name', cause)]
        : []),
    ].filter(word => word !== undefined),
    message: text('message') ?? '',
    httpStatus: typeof status === 'number' ? status : undefined,
  };
}

function explain(
  facts: ErrorFacts,
  { action }: Attempt,
): { reason: UnreadableReason; why: string } {
  const is = (pattern: RegExp) => facts.words.some(word => pattern.test(word));
  const said = redactSecrets(facts.message).trim().replace(/\.$/, '');

  if (is(THROTTLED) || facts.httpStatus === 429) {
    return {
      reason: 'throttled',
      why: 'AWS is limiting our calls; the next poll tries again',
    };
  }
  if (is(DENIED)) {
    return { reason: 'denied', why: deniedWhy(facts.message, action) };
  }
  if (is(BAD_CREDENTIALS) || facts.httpStatus === 403) {
    return {
      reason: 'denied',
      why: `AWS does not accept the credentials (${said}); check this account under aws.accounts`,
    };
  }
  if (NO_INTEGRATION.test(facts.message)) {
    return {
      reason: 'denied',
      why: 'no credentials are configured for it; add the account under aws.accounts, or a role under aws.accountDefaults',
    };
  }
  // First the code: the SDK calls a reset connection a TimeoutError as well.
  if (is(UNREACHABLE)) {
    return {
      reason: 'unreachable',
      why: `nothing answered (${facts.words.find(word =>
        UNREACHABLE.test(word),
      )}); check the network path to the endpoint`,
    };
  }
  if (is(TIMED_OUT)) {
    return { reason: 'timeout', why: 'AWS did not answer in time' };
  }
  if (is(/^(SyntaxError|TypeError|DeserializationError)$/)) {
    return {
      reason: 'invalid',
      // The SDK's second line is for who debugs the SDK.
      why: `the answer was not understood (${said.split('\n', 1)[0]})`,
    };
  }
  return {
    reason: 'failed',
    why: `AWS answered ${facts.words[0] ?? 'with an error'}${
      said ? ` "${said}"` : ''
    }`,
  };
}

/** AWS names the caller and the action; the caller's last ARN part but one is the role. */
function deniedWhy(message: string, action: string): string {
  const who = /User: (\S+) is not authorized/.exec(message)?.[1];
  const what = /perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? action;
  const role = who && /assumed-role\/([^/]+)/.exec(who)?.[1];
  if (role) {
    return `the role ${role} lacks ${what}`;
  }
  return who ? `${who} lacks ${what}` : `the portal's role lacks ${what}`;
}
