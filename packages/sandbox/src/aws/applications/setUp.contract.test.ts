import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateApplicationCommand,
  CreateApplicationPresignedUrlCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DeleteApplicationSnapshotCommand,
  DescribeApplicationCommand,
  DescribeApplicationSnapshotCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationMaintenanceConfigurationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { AwsTestBed, MINUTE_MS, START_MS } from '../__testUtils__/awsTestBed';

describe('Setting applications up, driven by the stock client', () => {
  let bed: AwsTestBed;

  beforeEach(async () => {
    bed = new AwsTestBed();
    await bed.start();
  });

  afterEach(() => bed.stop());

  const describeApplication = async (
    client: ReturnType<AwsTestBed['applications']>,
    ApplicationName: string,
  ) => {
    const answer = await client.send(
      new DescribeApplicationCommand({ ApplicationName }),
    );
    return answer.ApplicationDetail!;
  };

  it('creates, deletes and finds snapshots', async () => {
    const client = bed.applications();
    const ApplicationName = 'customer-360-prod';
    const SnapshotName = 'before-the-sale';
    await client.send(
      new CreateApplicationSnapshotCommand({ ApplicationName, SnapshotName }),
    );
    const describeSnapshot = async () => {
      const { SnapshotDetails } = await client.send(
        new DescribeApplicationSnapshotCommand({
          ApplicationName,
          SnapshotName,
        }),
      );
      return SnapshotDetails!;
    };
    expect((await describeSnapshot()).SnapshotStatus).toBe('CREATING');
    bed.clock.advance(MINUTE_MS);
    const ready = await describeSnapshot();
    expect(ready.SnapshotStatus).toBe('READY');
    await client.send(
      new DeleteApplicationSnapshotCommand({
        ApplicationName,
        SnapshotName,
        SnapshotCreationTimestamp: ready.SnapshotCreationTimestamp,
      }),
    );
    bed.clock.advance(MINUTE_MS);
    await expect(describeSnapshot()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('cannot take a snapshot of a job that is down', async () => {
    const client = bed.applications('111122223333', 'eu-west-1');
    const job = bed.world
      .managedFleet()
      .find(one => one.name === 'account-takeover')!.job;
    const [outage] = job.outages(START_MS, START_MS + 10 * MINUTE_MS);
    bed.clock.set(outage.startMs + 5_000);
    await expect(
      client.send(
        new StopApplicationCommand({ ApplicationName: 'account-takeover' }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidApplicationConfigurationException',
      message: expect.stringContaining('currently experiencing downtime'),
    });
  });

  it('takes an application from creation through its first start to its end', async () => {
    const client = bed.applications('444455556666');
    const ApplicationName = 'fresh-from-a-template';
    const created = await client.send(
      new CreateApplicationCommand({
        ApplicationName,
        RuntimeEnvironment: 'FLINK-1_20',
        ServiceExecutionRole: 'arn:aws:iam::444455556666:role/msf-fresh',
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: {
            CodeContentType: 'ZIPFILE',
            CodeContent: {
              S3ContentLocation: {
                BucketARN: 'arn:aws:s3:::acme-flink-artifacts',
                FileKey: 'fresh/fresh-0.1.0.jar',
              },
            },
          },
        },
        Tags: [{ Key: 'team', Value: 'logistics' }],
      }),
    );
    expect(created.ApplicationDetail).toMatchObject({
      ApplicationStatus: 'READY',
      ApplicationVersionId: 1,
    });
    await client.send(new StartApplicationCommand({ ApplicationName }));
    bed.clock.advance(4 * MINUTE_MS);
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('RUNNING');
    await client.send(new StopApplicationCommand({ ApplicationName }));
    bed.clock.advance(MINUTE_MS);
    await client.send(
      new DeleteApplicationCommand({
        ApplicationName,
        CreateTimestamp: created.ApplicationDetail?.CreateTimestamp,
      }),
    );
    bed.clock.advance(MINUTE_MS);
    await expect(
      describeApplication(client, ApplicationName),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('gives a created application the story its tag names, and refuses a story that is none', async () => {
    const client = bed.applications('444455556666');
    const create = (ApplicationName: string, story: string) =>
      client.send(
        new CreateApplicationCommand({
          ApplicationName,
          RuntimeEnvironment: 'FLINK-1_20',
          ServiceExecutionRole: 'arn:aws:iam::444455556666:role/msf-told',
          ApplicationConfiguration: {
            ApplicationCodeConfiguration: {
              CodeContentType: 'ZIPFILE',
              CodeContent: {
                S3ContentLocation: {
                  BucketARN: 'arn:aws:s3:::acme-flink-artifacts',
                  FileKey: 'told.jar',
                },
              },
            },
          },
          Tags: [{ Key: 'sandbox:story', Value: story }],
        }),
      );
    await expect(create('told', 'a fairy tale')).rejects.toMatchObject({
      name: 'InvalidArgumentException',
      message: expect.stringContaining('growing-lag'),
    });
    await create('told', 'taskmanager-out-of-memory');
    await client.send(new StartApplicationCommand({ ApplicationName: 'told' }));
    bed.clock.advance(40 * MINUTE_MS);
    const { Metrics = [] } = await bed.metrics('444455556666').send(
      new ListMetricsCommand({
        Dimensions: [{ Name: 'Application', Value: 'told' }],
      }),
    );
    expect(Metrics.length).toBeGreaterThan(20);
  });

  it('hands out the dashboard’s URL only while the application runs', async () => {
    const client = bed.applications('444455556666');
    const url = (ApplicationName: string) =>
      client.send(
        new CreateApplicationPresignedUrlCommand({
          ApplicationName,
          UrlType: 'FLINK_DASHBOARD_URL',
        }),
      );
    await expect(url('clickstream-sessions-dev')).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    expect((await url('feature-store-dev')).AuthorizedUrl).toContain(
      'flinkdashboard',
    );
  });

  it('moves the maintenance window', async () => {
    const client = bed.applications();
    const answer = await client.send(
      new UpdateApplicationMaintenanceConfigurationCommand({
        ApplicationName: 'ad-attribution',
        ApplicationMaintenanceConfigurationUpdate: {
          ApplicationMaintenanceWindowStartTimeUpdate: '21:30',
        },
      }),
    );
    expect(answer.ApplicationMaintenanceConfigurationDescription).toEqual({
      ApplicationMaintenanceWindowStartTime: '21:30',
      ApplicationMaintenanceWindowEndTime: '05:30',
    });
  });
});
