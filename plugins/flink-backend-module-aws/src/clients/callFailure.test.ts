import { awsError } from '../__testUtils__/wire';
import { callFailure } from './callFailure';

const attempt = {
  doing: 'list Managed Flink applications',
  action: 'kinesisanalytics:ListApplications',
  region: {
    sourceId: 'managed:111122223333/eu-west-1',
    accountId: '111122223333',
    region: 'eu-west-1',
  },
};
const CANNOT =
  'Cannot list Managed Flink applications in account 111122223333 (eu-west-1): ';

describe('callFailure', () => {
  it.each([
    {
      name: 'a role that may not be assumed',
      error: awsError(
        'AccessDenied',
        'User: arn:aws:sts::999988887777:assumed-role/portal/i-1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/flink-reader',
      ),
      reason: 'denied',
      message: `${CANNOT}the role portal lacks sts:AssumeRole.`,
    },
    {
      name: 'a user without the permission',
      error: awsError(
        'AccessDeniedException',
        'User: arn:aws:iam::111122223333:user/portal is not authorized to perform: kinesisanalytics:ListApplications',
      ),
      reason: 'denied',
      message: `${CANNOT}arn:aws:iam::111122223333:user/portal lacks kinesisanalytics:ListApplications.`,
    },
    {
      name: 'a denial that names nobody',
      error: awsError('AccessDeniedException', ''),
      reason: 'denied',
      message: `${CANNOT}the portal's role lacks kinesisanalytics:ListApplications.`,
    },
    {
      name: 'an account without credentials',
      error: new Error(
        'There is no AWS integration that matches 111122223333. Please add a configuration for this AWS account.',
      ),
      reason: 'denied',
      message: `${CANNOT}no credentials are configured for it; add the account under aws.accounts, or a role under aws.accountDefaults.`,
    },
    {
      name: 'credentials that expired',
      error: awsError(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      ),
      reason: 'denied',
      message: `${CANNOT}AWS does not accept the credentials (The security token included in the request is expired); check this account under aws.accounts.`,
    },
    {
      name: 'an answer the SDK cannot read',
      error: new TypeError(
        'Expected real number, got implicit NaN\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
      ),
      reason: 'invalid',
      message: `${CANNOT}the answer was not understood (Expected real number, got implicit NaN).`,
    },
    {
      name: 'a connection that was reset, which the SDK names a timeout',
      error: Object.assign(new Error('read ECONNRESET'), {
        name: 'TimeoutError',
        code: 'ECONNRESET',
      }),
      reason: 'unreachable',
      message: `${CANNOT}nothing answered (ECONNRESET); check the network path to the endpoint.`,
    },
    {
      name: 'a throttled call',
      error: Object.assign(new Error('slow down'), {
        $metadata: { httpStatusCode: 429 },
      }),
      reason: 'throttled',
      message: `${CANNOT}AWS is limiting our calls; the next poll tries again.`,
    },
    {
      name: 'a name that does not resolve, found in the cause',
      error: new Error('fetch failed', {
        cause: Object.assign(new Error('dns'), { code: 'ENOTFOUND' }),
      }),
      reason: 'unreachable',
      message: `${CANNOT}nothing answered (ENOTFOUND); check the network path to the endpoint.`,
    },
    {
      name: "an error of AWS's own, without the secrets in it",
      error: awsError(
        'ServiceUnavailableException',
        'try later, password=hunter2',
      ),
      reason: 'failed',
      message: `${CANNOT}AWS answered ServiceUnavailableException "try later, password=********".`,
    },
  ])('explains $name', ({ error, reason, message }) => {
    expect(callFailure(error, attempt)).toEqual({ reason, message });
  });

  it('says what the failure means', () => {
    expect(
      callFailure(awsError('TimeoutError'), {
        ...attempt,
        consequence: 'Health is Unknown.',
      }).message,
    ).toBe(`${CANNOT}AWS did not answer in time. Health is Unknown.`);
  });
});
