import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateApplicationCommand,
  CreateApplicationPresignedUrlCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DeleteApplicationSnapshotCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  DescribeApplicationSnapshotCommand,
  DescribeApplicationVersionCommand,
  ListApplicationOperationsCommand,
  ListApplicationSnapshotsCommand,
  ListApplicationVersionsCommand,
  ListTagsForResourceCommand,
  paginateListApplications,
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  UpdateApplicationMaintenanceConfigurationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { AwsTestBed, MINUTE_MS, START_MS } from '../__testUtils__/awsTestBed';

describe('KinesisAnalyticsV2, driven by the stock client', () => {
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

  it('pages through the applications of one account and region', async () => {
    const names: string[] = [];
    let pages = 0;
    for await (const page of paginateListApplications(
      { client: bed.applications(), pageSize: 3 },
      {},
    )) {
      pages += 1;
      names.push(
        ...page.ApplicationSummaries!.map(one => one.ApplicationName!),
      );
    }
    expect(pages).toBe(3);
    expect(names).toHaveLength(8);
    expect(names).toContain('orders-enrichment-prod');
    expect(names).not.toContain('orders-enrichment-eu');
  });

  it('describes an application with its code, parallelism, token and job plan', async () => {
    const client = bed.applications();
    const { ApplicationDetail } = await client.send(
      new DescribeApplicationCommand({
        ApplicationName: 'fraud-scoring-prod',
        IncludeAdditionalDetails: true,
      }),
    );
    expect(ApplicationDetail).toMatchObject({
      ApplicationARN:
        'arn:aws:kinesisanalytics:us-east-1:111122223333:application/fraud-scoring-prod',
      ApplicationStatus: 'RUNNING',
      RuntimeEnvironment: 'FLINK-2_2',
      ApplicationMode: 'STREAMING',
    });
    expect(ApplicationDetail?.ConditionalToken).toBeTruthy();
    expect(ApplicationDetail?.CreateTimestamp).toBeInstanceOf(Date);
    const flink =
      ApplicationDetail?.ApplicationConfigurationDescription
        ?.FlinkApplicationConfigurationDescription;
    expect(flink?.ParallelismConfigurationDescription).toMatchObject({
      Parallelism: 12,
      CurrentParallelism: 24,
    });
    expect(flink?.JobPlanDescription).toContain('"nodes"');
  });

  it('answers tags, operations, snapshots and versions of the same story', async () => {
    const client = bed.applications('111122223333', 'eu-west-1');
    const detail = await describeApplication(client, 'refund-alerts');
    const { Tags } = await client.send(
      new ListTagsForResourceCommand({ ResourceARN: detail.ApplicationARN }),
    );
    expect(Tags).toContainEqual({ Key: 'team', Value: 'payments-data' });

    const { ApplicationOperationInfoList: operations = [] } = await client.send(
      new ListApplicationOperationsCommand({
        ApplicationName: 'refund-alerts',
        Limit: 2,
      }),
    );
    expect(operations.map(one => [one.Operation, one.OperationStatus])).toEqual(
      [
        ['RollbackApplication', 'SUCCESSFUL'],
        ['UpdateApplication', 'FAILED'],
      ],
    );
    const failed = await client.send(
      new DescribeApplicationOperationCommand({
        ApplicationName: 'refund-alerts',
        OperationId: operations[1].OperationId,
      }),
    );
    const { OperationFailureDetails, ApplicationVersionChangeDetails } =
      failed.ApplicationOperationInfoDetails!;
    expect(OperationFailureDetails?.RollbackOperationId).toBe(
      operations[0].OperationId,
    );
    expect(OperationFailureDetails?.ErrorInfo?.ErrorString).toContain(
      'did not start within a total timeout of 5 minutes',
    );
    expect(detail.ApplicationVersionId).toBe(
      ApplicationVersionChangeDetails?.ApplicationVersionUpdatedFrom,
    );

    const { ApplicationVersionSummaries: versions } = await client.send(
      new ListApplicationVersionsCommand({ ApplicationName: 'refund-alerts' }),
    );
    expect(versions?.[0]).toEqual({
      ApplicationVersionId: detail.ApplicationVersionId! + 1,
      ApplicationStatus: 'ROLLED_BACK',
    });
    const version = await client.send(
      new DescribeApplicationVersionCommand({
        ApplicationName: 'refund-alerts',
        ApplicationVersionId: detail.ApplicationVersionId! + 1,
      }),
    );
    expect(version.ApplicationVersionDetail?.ApplicationVersionId).toBe(
      detail.ApplicationVersionId! + 1,
    );

    const { SnapshotSummaries: snapshots = [] } = await client.send(
      new ListApplicationSnapshotsCommand({ ApplicationName: 'refund-alerts' }),
    );
    expect(snapshots.length).toBeGreaterThan(3);
  });

  it('stops with a snapshot, on the world’s clock, and starts again', async () => {
    const client = bed.applications();
    const ApplicationName = 'inventory-snapshots';
    const { OperationId } = await client.send(
      new StopApplicationCommand({ ApplicationName }),
    );
    expect(OperationId).toMatch(/^op-/);
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('STOPPING');
    await expect(
      client.send(new StartApplicationCommand({ ApplicationName })),
    ).rejects.toMatchObject({ name: 'ResourceInUseException' });

    bed.clock.advance(MINUTE_MS);
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('READY');
    const { SnapshotSummaries } = await client.send(
      new ListApplicationSnapshotsCommand({ ApplicationName }),
    );
    expect(SnapshotSummaries?.[0].SnapshotCreationTimestamp?.getTime()).toBe(
      START_MS,
    );

    await client.send(new StartApplicationCommand({ ApplicationName }));
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('STARTING');
    bed.clock.advance(2 * MINUTE_MS);
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('RUNNING');
  });

  it('updates with the current token and refuses a stale one', async () => {
    const client = bed.applications();
    const ApplicationName = 'orders-enrichment-prod';
    const before = await describeApplication(client, ApplicationName);
    const update = new UpdateApplicationCommand({
      ApplicationName,
      ConditionalToken: before.ConditionalToken,
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: {
          ParallelismConfigurationUpdate: { ParallelismUpdate: 12 },
        },
      },
    });
    const { ApplicationDetail } = await client.send(update);
    expect(ApplicationDetail).toMatchObject({
      ApplicationStatus: 'UPDATING',
      ApplicationVersionId: before.ApplicationVersionId! + 1,
    });
    bed.clock.advance(2 * MINUTE_MS);
    const after = await describeApplication(client, ApplicationName);
    expect(after.ApplicationStatus).toBe('RUNNING');
    expect(
      after.ApplicationConfigurationDescription
        ?.FlinkApplicationConfigurationDescription
        ?.ParallelismConfigurationDescription,
    ).toMatchObject({ Parallelism: 12, CurrentParallelism: 12 });

    await expect(client.send(update)).rejects.toMatchObject({
      name: 'ConcurrentModificationException',
    });
  });

  it('wants exactly one of version and token', async () => {
    await expect(
      bed
        .applications()
        .send(
          new UpdateApplicationCommand({ ApplicationName: 'ad-attribution' }),
        ),
    ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  it('lets a rollback end a restart loop that a deployment began', async () => {
    const client = bed.applications('111122223333', 'eu-west-1');
    const ApplicationName = 'account-takeover';
    const { ApplicationVersionId } = await describeApplication(
      client,
      ApplicationName,
    );
    await client.send(
      new RollbackApplicationCommand({
        ApplicationName,
        CurrentApplicationVersionId: ApplicationVersionId,
      }),
    );
    bed.clock.advance(30 * MINUTE_MS);
    const after = await describeApplication(client, ApplicationName);
    expect(after).toMatchObject({
      ApplicationStatus: 'RUNNING',
      ApplicationVersionId: ApplicationVersionId! - 1,
      ApplicationVersionRolledBackFrom: ApplicationVersionId,
    });
    const member = bed.world
      .managedFleet()
      .find(one => one.name === ApplicationName)!;
    expect(member.job.at(bed.clock.now())).toMatchObject({
      status: 'RUNNING',
      numRestarts: 0,
    });
  });

  it('keeps a stuck update UPDATING until somebody forces a stop', async () => {
    const client = bed.applications('444455556666');
    const ApplicationName = 'delivery-windows-staging';
    bed.clock.advance(3 * 3_600_000);
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('UPDATING');
    await expect(
      client.send(new StopApplicationCommand({ ApplicationName })),
    ).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await client.send(
      new StopApplicationCommand({ ApplicationName, Force: true }),
    );
    bed.clock.advance(MINUTE_MS);
    expect(
      (await describeApplication(client, ApplicationName)).ApplicationStatus,
    ).toBe('READY');
    const { ApplicationOperationInfoList: operations = [] } = await client.send(
      new ListApplicationOperationsCommand({
        ApplicationName,
        OperationStatus: 'CANCELLED',
      }),
    );
    expect(operations.map(one => one.Operation)).toEqual(['UpdateApplication']);
  });

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

  it('checks requests against AWS’s model', async () => {
    const client = bed.applications();
    await expect(
      client.send(
        new DescribeApplicationCommand({
          ApplicationName: 'no spaces allowed',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidArgumentException',
      message: expect.stringContaining('regular expression pattern'),
    });
    const raw = await fetch(bed.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'KinesisAnalytics_20180523.DescribeApplication',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIASANDBOX111122223333/20261120/us-east-1/kinesisanalytics/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: '{"ApplicationName": 7}',
    });
    expect(await raw.json()).toMatchObject({
      __type: 'SerializationException',
    });
  });
});

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
