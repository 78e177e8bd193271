import { AwsAccess } from './AwsAccess';

const REGION = {
  sourceId: 'managed:111122223333/eu-west-1',
  accountId: '111122223333',
  region: 'eu-west-1',
};
const provider = {
  sdkCredentialProvider: async () => ({
    accessKeyId: 'test',
    secretAccessKey: 'test',
  }),
};

describe('AwsAccess', () => {
  it('builds the clients of an account and region once', async () => {
    const getCredentialProvider = jest.fn(async () => provider);
    const aws = new AwsAccess({ getCredentialProvider }, {});
    const [first, second] = await Promise.all([
      aws.region(REGION),
      aws.region(REGION),
    ]);
    expect(second).toBe(first);
    expect(getCredentialProvider).toHaveBeenCalledTimes(1);
    expect(getCredentialProvider).toHaveBeenCalledWith({
      accountId: '111122223333',
    });
  });

  it('asks for credentials again after there were none', async () => {
    const getCredentialProvider = jest
      .fn(async () => provider)
      .mockRejectedValueOnce(new Error('no AWS integration that matches'));
    const aws = new AwsAccess({ getCredentialProvider }, {});
    await expect(aws.region(REGION)).rejects.toThrow('no AWS integration');
    expect((await aws.region(REGION)).region).toBe(REGION);
  });

  it('retries adaptively, within limits, and says who calls', async () => {
    const aws = new AwsAccess(
      { getCredentialProvider: async () => provider },
      {
        cloudWatch: 'http://localhost:9',
        cloudWatchLogs: 'http://localhost:10',
      },
    );
    const { analytics, cloudWatch, logs } = await aws.region(REGION);
    expect(await analytics.config.region()).toBe('eu-west-1');
    expect(await analytics.config.maxAttempts()).toBe(4);
    expect(await analytics.config.retryStrategy()).toMatchObject({
      mode: 'adaptive',
    });
    expect(analytics.config.customUserAgent).toEqual([['backstage-flink']]);
    expect(await cloudWatch.config.endpoint?.()).toMatchObject({
      hostname: 'localhost',
      port: 9,
    });
    expect(await logs.config.endpoint?.()).toMatchObject({ port: 10 });
    expect(await logs.config.retryStrategy()).toMatchObject({
      mode: 'adaptive',
    });
  });

  it('never repeats a call that changes something', async () => {
    const aws = new AwsAccess(
      { getCredentialProvider: async () => provider },
      {},
    );
    const { writes } = await aws.region(REGION);
    expect(await writes.config.maxAttempts()).toBe(1);
  });
});
