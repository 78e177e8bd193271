import type {
  DescribeApplicationCommandInput,
  DescribeApplicationCommandOutput,
  DescribeApplicationOperationCommandInput,
  DescribeApplicationOperationCommandOutput,
  DescribeApplicationSnapshotCommandInput,
  DescribeApplicationSnapshotCommandOutput,
  DescribeApplicationVersionCommandInput,
  DescribeApplicationVersionCommandOutput,
  ListApplicationOperationsCommandInput,
  ListApplicationOperationsCommandOutput,
  ListApplicationsCommandInput,
  ListApplicationsCommandOutput,
  ListApplicationSnapshotsCommandInput,
  ListApplicationSnapshotsCommandOutput,
  ListApplicationVersionsCommandInput,
  ListApplicationVersionsCommandOutput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { AwsError } from '../wire/awsError';
import { handler, type Handlers } from '../wire/handler';
import { pageOf } from '../wire/page';
import { epochSeconds, type Wire } from '../wire/wire';
import type {
  Detail,
  OperationRecord,
  SnapshotRecord,
  VersionEntry,
} from './applicationTypes';
import type { ManagedApplication } from './managedApplication';
import type { ApplicationRegistry } from './registry';

const PAGE = 50;

/** The calls that change nothing. */
export function applicationReads(registry: ApplicationRegistry): Handlers {
  return {
    ListApplications: handler<
      ListApplicationsCommandInput,
      Wire<ListApplicationsCommandOutput>
    >(({ Limit, NextToken }, caller) => {
      const { items, nextToken } = pageOf(
        registry.visibleTo(caller),
        Limit ?? PAGE,
        NextToken,
        'InvalidRequestException',
      );
      return {
        ApplicationSummaries: items.map(application => {
          const detail = application.detail(registry.nowMs);
          return {
            ApplicationName: detail.ApplicationName,
            ApplicationARN: detail.ApplicationARN,
            ApplicationStatus: detail.ApplicationStatus,
            ApplicationVersionId: detail.ApplicationVersionId,
            RuntimeEnvironment: detail.RuntimeEnvironment,
            ApplicationMode: detail.ApplicationMode,
          };
        }),
        NextToken: nextToken,
      };
    }),

    DescribeApplication: handler<
      DescribeApplicationCommandInput,
      Wire<DescribeApplicationCommandOutput>
    >(({ ApplicationName, IncludeAdditionalDetails }, caller) => {
      const application = registry.named(caller, ApplicationName!);
      const detail = application.detail(registry.nowMs);
      const flink =
        detail.ApplicationConfigurationDescription
          ?.FlinkApplicationConfigurationDescription;
      if (IncludeAdditionalDetails && flink && application.job) {
        flink.JobPlanDescription = jobPlanOf(application);
      }
      return { ApplicationDetail: detail };
    }),

    ListTagsForResource: handler<
      ListTagsForResourceCommandInput,
      Wire<ListTagsForResourceCommandOutput>
    >(({ ResourceARN }, caller) => ({
      Tags: Object.entries(registry.byArn(caller, ResourceARN!).tags).map(
        ([Key, Value]) => ({ Key, Value }),
      ),
    })),

    ListApplicationOperations: handler<
      ListApplicationOperationsCommandInput,
      Wire<ListApplicationOperationsCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const all = listed(registry.named(caller, request.ApplicationName!), now)
        .filter(
          ({ operation }) =>
            !request.Operation || operation === request.Operation,
        )
        .filter(
          operation =>
            !request.OperationStatus ||
            outcomeOf(operation, now) === request.OperationStatus,
        )
        .reverse();
      const page = pageOf(all, request.Limit ?? PAGE, request.NextToken);
      return {
        ApplicationOperationInfoList: page.items.map(operation => ({
          Operation: operation.operation,
          OperationId: operation.id,
          ...timesOf(operation, now),
          OperationStatus: outcomeOf(operation, now),
        })),
        NextToken: page.nextToken,
      };
    }),

    DescribeApplicationOperation: handler<
      DescribeApplicationOperationCommandInput,
      Wire<DescribeApplicationOperationCommandOutput>
    >(({ ApplicationName, OperationId }, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, ApplicationName!);
      const operation = listed(application, now).find(
        one => one.id === OperationId,
      );
      if (!operation) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Operation ${OperationId} of application ${ApplicationName} was not found`,
        );
      }
      const version = application
        .versions(now)
        .find(entry => operation.version && entry.atMs === operation.startMs);
      const failed = outcomeOf(operation, now) === 'FAILED';
      const times = timesOf(operation, now);
      return {
        ApplicationOperationInfoDetails: {
          Operation: operation.operation,
          StartTime: times.StartTime,
          // Required by the model even while nothing has ended.
          EndTime: times.EndTime ?? epochSeconds(now),
          OperationStatus: outcomeOf(operation, now),
          ...(version
            ? {
                ApplicationVersionChangeDetails: {
                  ApplicationVersionUpdatedFrom:
                    version.rolledBackFrom ??
                    version.updatedFrom ??
                    version.versionId,
                  ApplicationVersionUpdatedTo: version.versionId,
                },
              }
            : {}),
          ...(failed
            ? {
                OperationFailureDetails: {
                  RollbackOperationId: operation.rollbackOperationId,
                  ErrorInfo: { ErrorString: operation.errorString },
                },
              }
            : {}),
        },
      };
    }),

    ListApplicationSnapshots: handler<
      ListApplicationSnapshotsCommandInput,
      Wire<ListApplicationSnapshotsCommandOutput>
    >(({ ApplicationName, Limit, NextToken }, caller) => {
      const { items, nextToken } = pageOf(
        registry.named(caller, ApplicationName!).snapshots(registry.nowMs),
        Limit ?? PAGE,
        NextToken,
      );
      return {
        SnapshotSummaries: items.map(snapshotDetails),
        NextToken: nextToken,
      };
    }),

    DescribeApplicationSnapshot: handler<
      DescribeApplicationSnapshotCommandInput,
      Wire<DescribeApplicationSnapshotCommandOutput>
    >(({ ApplicationName, SnapshotName }, caller) => {
      const snapshot = registry
        .named(caller, ApplicationName!)
        .snapshots(registry.nowMs)
        .find(one => one.name === SnapshotName);
      if (!snapshot) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Snapshot ${SnapshotName} of application ${ApplicationName} was not found`,
        );
      }
      return { SnapshotDetails: snapshotDetails(snapshot) };
    }),

    ListApplicationVersions: handler<
      ListApplicationVersionsCommandInput,
      Wire<ListApplicationVersionsCommandOutput>
    >(({ ApplicationName, Limit, NextToken }, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, ApplicationName!);
      const entries = distinct(application.versions(now));
      const page = pageOf(entries, Limit ?? PAGE, NextToken);
      return {
        ApplicationVersionSummaries: page.items.map(entry => ({
          ApplicationVersionId: entry.versionId,
          ApplicationStatus: versionStatus(application, entry, now),
        })),
        NextToken: page.nextToken,
      };
    }),

    DescribeApplicationVersion: handler<
      DescribeApplicationVersionCommandInput,
      Wire<DescribeApplicationVersionCommandOutput>
    >(({ ApplicationName, ApplicationVersionId }, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, ApplicationName!);
      const entry = distinct(application.versions(now)).find(
        one => one.versionId === ApplicationVersionId,
      );
      if (!entry) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Version ${ApplicationVersionId} of application ${ApplicationName} was not found`,
        );
      }
      return {
        ApplicationVersionDetail: {
          ...application.detail(now, entry),
          ApplicationStatus: versionStatus(application, entry, now),
        },
      };
    }),
  };
}

/** How an operation stands at the time. */
export function outcomeOf(operation: OperationRecord, nowMs: number) {
  return nowMs < operation.endMs ? 'IN_PROGRESS' : operation.outcome;
}

function listed(application: ManagedApplication, nowMs: number) {
  return application.operations(nowMs).filter(one => !one.unlisted);
}

function timesOf(operation: OperationRecord, nowMs: number) {
  return {
    StartTime: epochSeconds(operation.startMs),
    EndTime:
      operation.endMs <= nowMs ? epochSeconds(operation.endMs) : undefined,
  };
}

function snapshotDetails(snapshot: SnapshotRecord) {
  return {
    SnapshotName: snapshot.name,
    SnapshotStatus: snapshot.status,
    ApplicationVersionId: snapshot.versionId,
    SnapshotCreationTimestamp: epochSeconds(snapshot.createdAtMs),
    RuntimeEnvironment:
      snapshot.runtimeEnvironment as Detail['RuntimeEnvironment'],
  };
}

/** Newest first, each version once. */
function distinct(entries: VersionEntry[]): VersionEntry[] {
  const newest = new Map(entries.map(entry => [entry.versionId, entry]));
  return [...newest.values()].sort(
    (left, right) => right.versionId - left.versionId,
  );
}

function versionStatus(
  application: ManagedApplication,
  entry: VersionEntry,
  nowMs: number,
) {
  const versions = application.versions(nowMs);
  if (versions.at(-1)!.versionId === entry.versionId) {
    return application.status(nowMs);
  }
  const rolledBack = versions.some(
    one => one.rolledBackFrom === entry.versionId,
  );
  return rolledBack ? 'ROLLED_BACK' : 'READY';
}

function jobPlanOf({ job }: ManagedApplication): string {
  return JSON.stringify({
    jid: job?.jobId,
    name: job?.name,
    nodes: job?.vertices.map(vertex => ({
      id: vertex.id,
      parallelism: vertex.parallelism,
      description: vertex.name,
      inputs: vertex.inputs.map((id, num) => ({
        num,
        id,
        ship_strategy: 'HASH',
      })),
    })),
  });
}
