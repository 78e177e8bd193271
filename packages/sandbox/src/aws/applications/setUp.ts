import type {
  CreateApplicationCommandInput,
  CreateApplicationCommandOutput,
  CreateApplicationPresignedUrlCommandInput,
  CreateApplicationPresignedUrlCommandOutput,
  CreateApplicationSnapshotCommandInput,
  DeleteApplicationCommandInput,
  DeleteApplicationSnapshotCommandInput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
  UpdateApplicationMaintenanceConfigurationCommandInput,
  UpdateApplicationMaintenanceConfigurationCommandOutput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { STORIES } from '../../world';
import { hexOf } from '../../world/noise';
import { AwsError } from '../wire/awsError';
import { handler, type Handlers } from '../wire/handler';
import { epochSeconds, type Wire } from '../wire/wire';
import { requestedConfiguration } from './configuration';
import { checkLegal } from './legality';
import { checkSnapshotPossible, STORY_TAG } from './lifecycle';
import { ManagedApplication } from './managedApplication';
import type { ApplicationRegistry } from './registry';

const SNAPSHOT_MS = 14_000;
const DELETE_MS = 18_000;
const DELETE_SNAPSHOT_MS = 3_000;
const MAX_TAGS = 50;
const MAX_SNAPSHOTS = 1000;
/** Cannot be created since 2025-02-05 (MSF quotas page). */
const RETIRED = ['FLINK-1_6', 'FLINK-1_8', 'FLINK-1_11', 'SQL-1_0'];

/** Creating and deleting, snapshots, the dashboard's URL, the maintenance window, tags. */
export function applicationSetUp(registry: ApplicationRegistry): Handlers {
  return {
    CreateApplication: handler<
      Wire<CreateApplicationCommandInput>,
      Wire<CreateApplicationCommandOutput>
    >((request, caller) => {
      const name = request.ApplicationName!;
      const runtime = request.RuntimeEnvironment!;
      const mode = request.ApplicationMode ?? 'STREAMING';
      const tags = Object.fromEntries(
        (request.Tags ?? []).map(tag => [tag.Key!, tag.Value ?? '']),
      );
      if (registry.visibleTo(caller).some(one => one.facts.name === name)) {
        throw new AwsError(
          'ResourceInUseException',
          `Application already exists: ${name} under account ${caller.account}`,
        );
      }
      if (RETIRED.includes(runtime)) {
        throw new AwsError(
          'UnsupportedOperationException',
          `Runtime environment ${runtime} is no longer supported for new applications`,
        );
      }
      if (runtime.startsWith('ZEPPELIN') !== (mode === 'INTERACTIVE')) {
        throw new AwsError(
          'InvalidArgumentException',
          `ApplicationMode '${mode}' is not applicable to runtime environment : ${runtime}`,
        );
      }
      if (Object.keys(tags).length > MAX_TAGS) {
        throw new AwsError('TooManyTagsException', 'Too many tags: 50 at most');
      }
      const story = tags[STORY_TAG];
      if (story !== undefined && !STORIES.has(story)) {
        throw new AwsError(
          'InvalidArgumentException',
          `Tag ${STORY_TAG} must name one of ${[...STORIES.keys()].join(', ')}`,
        );
      }
      const content = {
        runtimeEnvironment: runtime,
        role: request.ServiceExecutionRole!,
        configuration: requestedConfiguration(request.ApplicationConfiguration),
      };
      const application = new ManagedApplication({
        facts: {
          ...caller,
          name,
          description: request.ApplicationDescription,
          mode,
          createdAtMs: registry.nowMs,
          tags,
          logStreamArn: request.CloudWatchLoggingOptions?.[0]?.LogStreamARN,
        },
        maintenanceWindowStart: caller.region.startsWith('eu')
          ? '22:00'
          : '03:00',
        firstVersion: 1,
        contentOf: () => content,
        planned: false,
      });
      registry.add(application);
      return { ApplicationDetail: application.detail(registry.nowMs) };
    }),

    DeleteApplication: handler<Wire<DeleteApplicationCommandInput>, object>(
      ({ ApplicationName, CreateTimestamp }, caller) => {
        const now = registry.nowMs;
        const application = registry.named(caller, ApplicationName!);
        const createdAt = epochSeconds(application.facts.createdAtMs);
        if (Math.abs(CreateTimestamp! - createdAt) >= 1) {
          throw new AwsError(
            'InvalidArgumentException',
            `CreateTimestamp does not match the one of application ${ApplicationName}`,
          );
        }
        checkLegal(
          'DeleteApplication',
          application.status(now),
          application.arn,
        );
        application.deletedFromMs = now + DELETE_MS;
        application.record({
          operation: 'DeleteApplication',
          startMs: now,
          endMs: Infinity,
          statusDuring: 'DELETING',
          statusAfter: 'DELETING',
        });
        return {};
      },
    ),

    CreateApplicationSnapshot: handler<
      CreateApplicationSnapshotCommandInput,
      object
    >(({ ApplicationName, SnapshotName }, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, ApplicationName!);
      checkLegal(
        'CreateApplicationSnapshot',
        application.status(now),
        application.arn,
      );
      const version = application.versions(now).at(-1)!.versionId;
      const content = application.content(version);
      if (
        !content.configuration.ApplicationSnapshotConfigurationDescription
          ?.SnapshotsEnabled
      ) {
        throw new AwsError(
          'InvalidRequestException',
          `Snapshots are disabled for application ${ApplicationName}`,
        );
      }
      checkSnapshotPossible(application, now);
      const existing = application.snapshots(now);
      if (existing.some(one => one.name === SnapshotName)) {
        throw new AwsError(
          'ResourceInUseException',
          `Snapshot ${SnapshotName} already exists`,
        );
      }
      if (existing.length >= MAX_SNAPSHOTS) {
        throw new AwsError(
          'LimitExceededException',
          `Application ${ApplicationName} has reached the limit of ${MAX_SNAPSHOTS} snapshots`,
        );
      }
      application.addSnapshot({
        name: SnapshotName!,
        versionId: version,
        runtimeEnvironment: content.runtimeEnvironment,
        createdAtMs: now,
        readyAtMs: now + SNAPSHOT_MS,
        fails:
          registry.world.outcomes.take(application.facts.name) !== undefined,
      });
      return {};
    }),

    DeleteApplicationSnapshot: handler<
      Wire<DeleteApplicationSnapshotCommandInput>,
      object
    >((request, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, request.ApplicationName!);
      const snapshot = application
        .snapshots(now)
        .find(one => one.name === request.SnapshotName);
      if (!snapshot) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Snapshot ${request.SnapshotName} was not found`,
        );
      }
      const createdAt = epochSeconds(snapshot.createdAtMs);
      if (Math.abs(request.SnapshotCreationTimestamp! - createdAt) >= 1) {
        throw new AwsError(
          'InvalidArgumentException',
          'SnapshotCreationTimestamp does not match the snapshot’s',
        );
      }
      if (snapshot.status !== 'READY') {
        throw new AwsError(
          'ResourceInUseException',
          `Snapshot ${snapshot.name} is ${snapshot.status}`,
        );
      }
      application.deleteSnapshot(snapshot.name, now + DELETE_SNAPSHOT_MS);
      return {};
    }),

    CreateApplicationPresignedUrl: handler<
      CreateApplicationPresignedUrlCommandInput,
      Wire<CreateApplicationPresignedUrlCommandOutput>
    >(({ ApplicationName, UrlType }, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, ApplicationName!);
      checkLegal(
        'CreateApplicationPresignedUrl',
        application.status(now),
        application.arn,
      );
      const zeppelin = UrlType === 'ZEPPELIN_UI_URL';
      if (zeppelin !== (application.facts.mode === 'INTERACTIVE')) {
        throw new AwsError(
          'InvalidArgumentException',
          `UrlType ${UrlType} is not applicable to application ${ApplicationName}`,
        );
      }
      const path = zeppelin ? 'zeppelin' : 'flinkdashboard';
      const token = hexOf(`${application.arn}/${now}`, 64);
      return {
        AuthorizedUrl: `https://${hexOf(
          application.arn,
          12,
        )}.kinesisanalytics.${
          caller.region
        }.amazonaws.com/${path}?authToken=${token}`,
      };
    }),

    UpdateApplicationMaintenanceConfiguration: handler<
      UpdateApplicationMaintenanceConfigurationCommandInput,
      Wire<UpdateApplicationMaintenanceConfigurationCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, request.ApplicationName!);
      checkLegal(
        'UpdateApplicationMaintenanceConfiguration',
        application.status(now),
        application.arn,
      );
      application.maintenanceWindowStart =
        request.ApplicationMaintenanceConfigurationUpdate!.ApplicationMaintenanceWindowStartTimeUpdate!;
      return {
        ApplicationARN: application.arn,
        ApplicationMaintenanceConfigurationDescription:
          application.detail(now)
            .ApplicationMaintenanceConfigurationDescription,
      };
    }),

    TagResource: handler<TagResourceCommandInput, object>(
      ({ ResourceARN, Tags }, caller) => {
        const application = registry.byArn(caller, ResourceARN!);
        for (const { Key, Value } of Tags ?? []) {
          application.tags[Key!] = Value ?? '';
        }
        return {};
      },
    ),

    UntagResource: handler<UntagResourceCommandInput, object>(
      ({ ResourceARN, TagKeys }, caller) => {
        const application = registry.byArn(caller, ResourceARN!);
        for (const key of TagKeys ?? []) {
          delete application.tags[key];
        }
        return {};
      },
    ),
  };
}
