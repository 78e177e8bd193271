import { paginateListApplications } from '@aws-sdk/client-kinesis-analytics-v2';
import { AwsTestBed } from './__testUtils__/awsTestBed';

describe('who may call', () => {
  it('denies every call of the account without the role', async () => {
    const bed = new AwsTestBed();
    await bed.start();
    const client = bed.applications('777788889999');
    const listing = paginateListApplications({ client }, {}).next();
    await expect(listing).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('kinesisanalytics:ListApplications'),
    });
    await bed.stop();
  });

  it('does not know other keys', async () => {
    const bed = new AwsTestBed();
    await bed.start();
    const client = bed.applications('999999999999');
    await expect(
      paginateListApplications({ client }, {}).next(),
    ).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: expect.objectContaining({ httpStatusCode: 403 }),
    });
    await bed.stop();
  });

  it('throttles a caller beyond the rate', async () => {
    const bed = new AwsTestBed();
    await bed.start({ rateLimit: { burst: 2, perSecond: 0 } });
    const client = bed.applications();
    const ask = () => paginateListApplications({ client }, {}).next();
    await ask();
    await ask();
    await expect(ask()).rejects.toMatchObject({ name: 'ThrottlingException' });
    await bed.stop();
  });
});
