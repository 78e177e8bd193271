import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { expect, openCard, test, variable } from './support/portalTest';

const COLLECTION_INTERVAL_MS = 60_000;

test('a stopped application reaches an open card without a reload', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const ApplicationName = 'consent-filter';
  const aws = new KinesisAnalyticsV2Client({
    endpoint: variable('SANDBOX_AWS_URL'),
    region: 'eu-west-1',
    credentials: {
      accessKeyId: 'AKIASANDBOX111122223333',
      secretAccessKey: 'sandbox',
    },
  });
  const status = async () => {
    const { ApplicationDetail } = await aws.send(
      new DescribeApplicationCommand({ ApplicationName }),
    );
    return ApplicationDetail?.ApplicationStatus;
  };
  await expect.poll(status, { timeout: 90_000 }).toBe('RUNNING');

  const card = await openCard(page, 'component:consent-filter');
  await expect(card).toContainText('Application status: RUNNING');
  await page.evaluate(() => {
    document.title = 'not loaded again';
  });
  await aws.send(new StopApplicationCommand({ ApplicationName }));
  try {
    await expect(card).toContainText(/Changing|Stopped/, {
      timeout: COLLECTION_INTERVAL_MS + 15_000,
    });
    await expect(card).toContainText(/Application status: (STOPPING|READY)/);
  } finally {
    await expect.poll(status, { timeout: 60_000 }).toBe('READY');
    await aws.send(
      new StartApplicationCommand({
        ApplicationName,
        RunConfiguration: {},
      }),
    );
  }
});
