import {
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
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
