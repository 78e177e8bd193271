import {
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  ListApplicationSnapshotsCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  TagResourceCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { AwsTestBed, MINUTE_MS } from '../__testUtils__/awsTestBed';

describe('changes of an application', () => {
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

  describe('that fail', () => {
    const update = async (ApplicationName: string) => {
      const client = bed.applications();
      const before = await describeApplication(client, ApplicationName);
      await client.send(
        new TagResourceCommand({
          ResourceARN: before.ApplicationARN,
          Tags: [{ Key: 'sandbox:changes', Value: 'fail' }],
        }),
      );
      const { OperationId } = await client.send(
        new UpdateApplicationCommand({
          ApplicationName,
          ConditionalToken: before.ConditionalToken,
          RuntimeEnvironmentUpdate: 'FLINK-2_2',
        }),
      );
      const operation = async () => {
        const { ApplicationOperationInfoDetails } = await client.send(
          new DescribeApplicationOperationCommand({
            ApplicationName,
            OperationId,
          }),
        );
        return ApplicationOperationInfoDetails!;
      };
      return { client, before, operation };
    };

    it('rolls back by itself where that is enabled', async () => {
      const { client, before, operation } = await update(
        'orders-enrichment-prod',
      );
      bed.clock.advance(4 * MINUTE_MS);
      expect((await operation()).OperationStatus).toBe('IN_PROGRESS');
      bed.clock.advance(2 * MINUTE_MS);
      expect(
        (await describeApplication(client, 'orders-enrichment-prod'))
          .ApplicationStatus,
      ).toBe('ROLLING_BACK');
      bed.clock.advance(2 * MINUTE_MS);
      const { OperationStatus, OperationFailureDetails } = await operation();
      expect(OperationStatus).toBe('FAILED');
      expect(OperationFailureDetails?.ErrorInfo?.ErrorString).toContain(
        'total timeout of 5 minutes',
      );
      const rollback = await client.send(
        new DescribeApplicationOperationCommand({
          ApplicationName: 'orders-enrichment-prod',
          OperationId: OperationFailureDetails?.RollbackOperationId,
        }),
      );
      expect(rollback.ApplicationOperationInfoDetails).toMatchObject({
        Operation: 'RollbackApplication',
        OperationStatus: 'SUCCESSFUL',
      });
      expect(
        await describeApplication(client, 'orders-enrichment-prod'),
      ).toMatchObject({
        ApplicationStatus: 'RUNNING',
        ApplicationVersionId: before.ApplicationVersionId,
        ApplicationVersionRolledBackFrom: before.ApplicationVersionId! + 1,
        RuntimeEnvironment: before.RuntimeEnvironment,
      });
    });

    it('ends READY where it is not', async () => {
      const { client, operation } = await update('inventory-snapshots');
      bed.clock.advance(6 * MINUTE_MS);
      expect((await operation()).OperationFailureDetails).not.toHaveProperty(
        'RollbackOperationId',
      );
      expect(
        (await describeApplication(client, 'inventory-snapshots'))
          .ApplicationStatus,
      ).toBe('READY');
    });

    it('rolls nothing back that somebody force-stopped before', async () => {
      const { client } = await update('orders-enrichment-prod');
      await client.send(
        new StopApplicationCommand({
          ApplicationName: 'orders-enrichment-prod',
          Force: true,
        }),
      );
      bed.clock.advance(30 * MINUTE_MS);
      expect(
        (await describeApplication(client, 'orders-enrichment-prod'))
          .ApplicationStatus,
      ).toBe('READY');
    });
  });

  it('keeps what a start said about restoring', async () => {
    const client = bed.applications();
    const ApplicationName = 'inventory-snapshots';
    await client.send(new StopApplicationCommand({ ApplicationName }));
    bed.clock.advance(MINUTE_MS);
    await client.send(
      new StartApplicationCommand({
        ApplicationName,
        RunConfiguration: {
          ApplicationRestoreConfiguration: {
            ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT',
          },
          FlinkRunConfiguration: { AllowNonRestoredState: true },
        },
      }),
    );
    const { ApplicationConfigurationDescription: described } =
      await describeApplication(client, ApplicationName);
    expect(described?.RunConfigurationDescription).toEqual({
      ApplicationRestoreConfigurationDescription: {
        ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT',
      },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: true },
    });
  });

  it('names the Flink of each snapshot by the version it was taken from', async () => {
    const client = bed.applications();
    const ApplicationName = 'inventory-snapshots';
    const { ConditionalToken } = await describeApplication(
      client,
      ApplicationName,
    );
    await client.send(
      new UpdateApplicationCommand({
        ApplicationName,
        ConditionalToken,
        RuntimeEnvironmentUpdate: 'FLINK-2_2',
      }),
    );
    bed.clock.advance(2 * MINUTE_MS);
    await client.send(new StopApplicationCommand({ ApplicationName }));
    bed.clock.advance(MINUTE_MS);
    const { SnapshotSummaries: [newest, before] = [] } = await client.send(
      new ListApplicationSnapshotsCommand({ ApplicationName }),
    );
    expect([newest.RuntimeEnvironment, before.RuntimeEnvironment]).toEqual([
      'FLINK-2_2',
      'FLINK-1_20',
    ]);
  });
});
