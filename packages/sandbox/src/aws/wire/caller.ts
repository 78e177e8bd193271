import { AwsError } from './awsError';

/** Who calls, read from the SigV4 credential of the request. */
export interface Caller {
  readonly account: string;
  readonly region: string;
}

const CREDENTIAL =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request/;
const SANDBOX_KEY = /^AKIASANDBOX(?<account>\d{12})$/;

/**
 * Access key ids are `AKIASANDBOX` and the account's number; any secret will do.
 *
 * @throws AwsError `MissingAuthenticationToken` or `UnrecognizedClientException`, both 403.
 */
export function callerOf(
  authorization: string | undefined,
  accounts: readonly string[],
): Caller {
  const credential = authorization?.match(CREDENTIAL)?.groups;
  if (!credential) {
    throw new AwsError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
      403,
    );
  }
  const account = credential.key.match(SANDBOX_KEY)?.groups?.account;
  if (!account || !accounts.includes(account)) {
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      403,
    );
  }
  return { account, region: credential.region };
}
