import { awsError } from '../../__testUtils__/wire';
import { writeFailure } from './writeFailure';

const REGION = {
  sourceId: 'managed:111122223333/eu-west-1',
  accountId: '111122223333',
  region: 'eu-west-1',
};
const failureOf = (error: unknown) =>
  writeFailure(error, {
    verb: 'rescale',
    applicationName: 'orders',
    action: 'kinesisanalytics:UpdateApplication',
    region: REGION,
  });
const answered = (name: string, httpStatusCode: number, message = name) =>
  Object.assign(awsError(name, message), { $metadata: { httpStatusCode } });
const withCode = (code: string) => Object.assign(new Error(code), { code });

describe('writeFailure', () => {
  it.each<[string, unknown]>([
    ['no answer in time', awsError('TimeoutError')],
    ['a reset connection', withCode('ECONNRESET')],
    ['a broken pipe', withCode('EPIPE')],
    ['an unreachable network in the middle', withCode('ENETUNREACH')],
    ['an abort', awsError('AbortError')],
    ['an answer that is no JSON', new SyntaxError('Unexpected token <')],
    ['an answer half understood', answered('SyntaxError', 200)],
    ['a failure of AWS', answered('InternalFailure', 500)],
    ['a gateway', answered('502', 502)],
    ['an unavailable service', answered('ServiceUnavailableException', 503)],
    ['a throttle that comes as a 5xx', answered('ThrottlingException', 503)],
    ['a request timeout of a proxy', answered('RequestTimeout', 408)],
    ['anything unknown', 'what'],
  ])('promises nothing after %s', (_what, error) => {
    expect(failureOf(error).reason).toBe('unsure');
  });

  it.each<[string, unknown, string]>([
    ['throttled', answered('ThrottlingException', 400), 'limiting our calls'],
    ['throttled', answered('TooManyRequests', 429), 'limiting our calls'],
    ['conflict', answered('ConcurrentModificationException', 400), 'changed'],
    ['refused', answered('ResourceInUseException', 400), 'ResourceInUse'],
    ['refused', answered('InvalidArgumentException', 400), 'InvalidArgument'],
    ['refused', answered('LimitExceededException', 400), 'Service Quotas'],
    ['refused', answered('UnsupportedOperationException', 400), 'Unsupported'],
    ['notFound', answered('ResourceNotFoundException', 400), 'does not know'],
    ['denied', answered('ExpiredTokenException', 400), 'credentials'],
    ['denied', awsError('CredentialsProviderError'), 'credentials'],
    ['unreachable', withCode('ECONNREFUSED'), 'nothing answered'],
    ['unreachable', withCode('ENOTFOUND'), 'nothing answered'],
    ['unreachable', withCode('CERT_HAS_EXPIRED'), 'nothing answered'],
  ])('is certain that nothing happened: %s', (reason, error, words) => {
    const failure = failureOf(error);
    expect(failure.reason).toBe(reason);
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/Nothing was (changed|sent)/);
  });

  it('names the role and the permission, also the one for passing the role on', () => {
    expect(
      failureOf(
        answered(
          'AccessDeniedException',
          400,
          'User: arn:aws:sts::111122223333:assumed-role/flink-operate/portal is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/msf-orders',
        ),
      ).message,
    ).toBe(
      'Cannot rescale application orders in account 111122223333 (eu-west-1): the role flink-operate lacks iam:PassRole. Nothing was changed.',
    );
  });

  it('explains a snapshot that cannot be taken', () => {
    expect(
      failureOf(
        answered(
          'InvalidApplicationConfigurationException',
          400,
          'Failed to take snapshot for the application orders at this moment. The application is currently experiencing downtime.',
        ),
      ).message,
    ).toContain('force-stop, which drops everything after the newest snapshot');
  });

  it('repeats no secret', () => {
    expect(
      failureOf(
        answered(
          'InvalidArgumentException',
          400,
          'cannot parse password=hunter2hunter2',
        ),
      ).message,
    ).not.toContain('hunter2');
  });
});
