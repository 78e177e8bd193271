import type {
  RollbackApplicationCommandInput,
  RollbackApplicationCommandOutput,
  StartApplicationCommandInput,
  StartApplicationCommandOutput,
  StopApplicationCommandInput,
  StopApplicationCommandOutput,
  UpdateApplicationCommandInput,
  UpdateApplicationCommandOutput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { BadOutcome } from '../../world';
import { hexOf } from '../../world/noise';
import { AwsError } from '../wire/awsError';
import { handler, type Handlers } from '../wire/handler';
import type { Wire } from '../wire/wire';
import type { Status } from './applicationTypes';
import { parallelismOf, updatedConfiguration } from './configuration';
import { checkLegal } from './legality';
import type { ManagedApplication } from './managedApplication';
import type { ApplicationRegistry } from './registry';

/** A tag by which whoever creates an application gives it a story. */
export const STORY_TAG = 'sandbox:story';

/** A tag that makes an application's starts and updates fail while it says `fail`. */
export const CHANGES_TAG = 'sandbox:changes';

/** How long the service takes, on the world's clock. */
const START_MS = 62_000;
const STOP_MS = 32_000;
const FORCE_STOP_MS = 11_000;
const UPDATE_MS = 78_000;
/** Of those two, what is left when the job runs already and the service has not noticed. */
const NOTICED_MS = 8_000;
/** What they take of an application that somebody created where people do not want to wait. */
const BRISK = { startMs: 9_000, updateMs: 20_000, noticedMs: 3_000 };
const UPDATE_STOPPED_MS = 4_000;
const ROLLBACK_MS = 84_000;
/** The service gives up on a job that does not start within five minutes. */
const GIVE_UP_MS = 5 * 60_000 + 9_000;

/** Start, stop, update, roll back. */
export function applicationLifecycle(registry: ApplicationRegistry): Handlers {
  return {
    StartApplication: handler<
      Wire<StartApplicationCommandInput>,
      Wire<StartApplicationCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, request.ApplicationName!);
      checkLegal('StartApplication', application.status(now), application.arn);
      const restore = request.RunConfiguration?.ApplicationRestoreConfiguration;
      checkSnapshotExists(application, restore, now);
      const version = application.versions(now).at(-1)!;
      const content = application.content(version.versionId);
      if (
        application.facts.mode === 'STREAMING' &&
        !content.configuration.ApplicationCodeConfigurationDescription
      ) {
        throw new AwsError(
          'InvalidApplicationConfigurationException',
          'The application has no code: set ApplicationCodeConfiguration first',
        );
      }
      const flink = request.RunConfiguration?.FlinkRunConfiguration;
      application.setRunConfiguration(now, {
        ...(restore
          ? { ApplicationRestoreConfigurationDescription: restore }
          : {}),
        ...(flink ? { FlinkRunConfigurationDescription: flink } : {}),
      });
      const parallelism = parallelismOf(content.configuration);
      const { startMs, noticedMs } = durationsOf(registry, application);
      const fails = endsBadly(registry, application) !== undefined;
      if (application.job) {
        application.job.record({
          atMs: now,
          kind: 'start',
          downtimeMs: fails ? Infinity : startMs - noticedMs,
          parallelism,
          ...(restore?.ApplicationRestoreType === 'SKIP_RESTORE_FROM_SNAPSHOT'
            ? { beginsFrom: 'nothing' as const }
            : {}),
        });
      } else {
        application.job = registry.world.adopt({
          name: application.facts.name,
          seed: application.arn,
          flinkVersion: content.runtimeEnvironment
            .replace(/^.*FLINK-/, '')
            .replace('_', '.'),
          parallelism,
          checkpointIntervalMs:
            content.configuration.FlinkApplicationConfigurationDescription
              ?.CheckpointConfigurationDescription?.CheckpointInterval,
          story: application.tags[STORY_TAG],
          submittedAtMs: now,
        });
      }
      const operation = application.record({
        operation: 'StartApplication',
        startMs: now,
        statusDuring: 'STARTING',
        ...(fails
          ? { ...givenUp(application, now), statusAfter: 'READY' as const }
          : { endMs: now + startMs, statusAfter: 'RUNNING' as const }),
      });
      return { OperationId: operation.id };
    }),

    StopApplication: handler<
      Wire<StopApplicationCommandInput>,
      Wire<StopApplicationCommandOutput>
    >(({ ApplicationName, Force }, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, ApplicationName!);
      checkLegal(
        Force ? 'ForceStop' : 'StopApplication',
        application.status(now),
        application.arn,
      );
      if (!Force) {
        checkSnapshotPossible(application, now);
      }
      if (!Force && registry.world.outcomes.take(application.facts.name)) {
        const failed = application.record({
          operation: 'StopApplication',
          startMs: now,
          endMs: now + STOP_MS,
          statusDuring: 'STOPPING',
          statusAfter: 'RUNNING',
          outcome: 'FAILED',
          errorString: `Failed to take snapshot for the application ${ApplicationName} at this moment`,
        });
        return { OperationId: failed.id };
      }
      application.job?.record({
        atMs: now,
        kind: Force ? 'cancel' : 'stop',
        downtimeMs: 0,
      });
      const operation = application.record({
        operation: 'StopApplication',
        startMs: now,
        endMs: now + (Force ? FORCE_STOP_MS : STOP_MS),
        statusDuring: Force ? 'FORCE_STOPPING' : 'STOPPING',
        statusAfter: 'READY',
      });
      return { OperationId: operation.id };
    }),

    UpdateApplication: handler<
      Wire<UpdateApplicationCommandInput>,
      Wire<UpdateApplicationCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, request.ApplicationName!);
      const status = application.status(now);
      checkVersion(application, request, now);
      checkLegal('UpdateApplication', status, application.arn);
      const before = application.content(
        application.versions(now).at(-1)!.versionId,
      );
      checkSnapshotExists(
        application,
        request.RunConfigurationUpdate?.ApplicationRestoreConfiguration,
        now,
      );
      const configuration = updatedConfiguration(before.configuration, request);
      const runs = status === 'RUNNING';
      const { updateMs, noticedMs } = durationsOf(registry, application);
      const outcome = runs ? endsBadly(registry, application) : undefined;
      const fails = outcome !== undefined;
      const undone =
        outcome === 'rolledBack' ||
        (fails &&
          before.configuration.ApplicationSystemRollbackConfigurationDescription
            ?.RollbackEnabled === true);
      if (runs) {
        checkSnapshotPossible(application, now);
        const parallelism = parallelismOf(configuration);
        const rescaled =
          !fails && parallelism !== parallelismOf(before.configuration);
        const restarted =
          !request.ApplicationConfigurationUpdate &&
          !request.RuntimeEnvironmentUpdate &&
          !request.ServiceExecutionRoleUpdate;
        const otherwise = restarted ? 'restart' : 'deploy';
        application.job?.record({
          atMs: now,
          kind: rescaled ? 'rescale' : otherwise,
          downtimeMs: fails ? downtimeOfFailure(undone) : updateMs - noticedMs,
          parallelism: rescaled ? parallelism : undefined,
        });
      }
      const rollbackId = undone
        ? `op-${hexOf(`${application.arn}/${now}/system-rollback`, 12)}`
        : undefined;
      const stays = runs ? ('RUNNING' as const) : ('READY' as const);
      const operation = application.record(
        {
          operation: 'UpdateApplication',
          startMs: now,
          statusDuring: 'UPDATING',
          version: 'new',
          ...(fails
            ? {
                ...givenUp(application, now),
                statusAfter: 'READY' as const,
                rollbackOperationId: rollbackId,
              }
            : {
                endMs: now + (runs ? updateMs : UPDATE_STOPPED_MS),
                statusAfter: stays,
              }),
        },
        {
          runtimeEnvironment:
            request.RuntimeEnvironmentUpdate ?? before.runtimeEnvironment,
          role: request.ServiceExecutionRoleUpdate ?? before.role,
          configuration,
        },
      );
      if (rollbackId !== undefined) {
        application.record({
          id: rollbackId,
          operation: 'RollbackApplication',
          startMs: operation.endMs,
          endMs: operation.endMs + ROLLBACK_MS,
          statusDuring: 'ROLLING_BACK',
          statusAfter: 'RUNNING',
          version: 'previous',
          follows: operation.id,
        });
      }
      return {
        ApplicationDetail: application.detail(now),
        OperationId: operation.id,
      };
    }),

    RollbackApplication: handler<
      Wire<RollbackApplicationCommandInput>,
      Wire<RollbackApplicationCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = registry.named(caller, request.ApplicationName!);
      checkVersion(application, request, now);
      checkLegal(
        'RollbackApplication',
        application.status(now),
        application.arn,
      );
      const version = application.versions(now).at(-1)!;
      if (version.updatedFrom === undefined) {
        throw new AwsError(
          'InvalidRequestException',
          'There is no earlier version to roll back to',
        );
      }
      if (!application.snapshots(now).some(one => one.status === 'READY')) {
        throw new AwsError(
          'InvalidRequestException',
          'The application has no snapshot to roll back with',
        );
      }
      const target = application.content(version.updatedFrom);
      application.job?.record({
        atMs: now,
        kind: 'rollback',
        downtimeMs: ROLLBACK_MS - 8_000,
        parallelism: parallelismOf(target.configuration),
      });
      const operation = application.record({
        operation: 'RollbackApplication',
        startMs: now,
        endMs: now + ROLLBACK_MS,
        statusDuring: 'ROLLING_BACK' satisfies Status,
        statusAfter: 'RUNNING',
        version: 'previous',
      });
      return {
        ApplicationDetail: application.detail(now),
        OperationId: operation.id,
      };
    }),
  };
}

function endsBadly(
  { world }: ApplicationRegistry,
  { tags, facts }: ManagedApplication,
): BadOutcome | undefined {
  return (
    world.outcomes.take(facts.name) ??
    (tags[CHANGES_TAG] === 'fail' ? 'fails' : undefined)
  );
}

/** How long the service takes for an application, on the world's clock. */
function durationsOf(
  { world }: ApplicationRegistry,
  { origin }: ManagedApplication,
) {
  return world.pace === 'brisk' && !origin.planned
    ? BRISK
    : { startMs: START_MS, updateMs: UPDATE_MS, noticedMs: NOTICED_MS };
}

function downtimeOfFailure(undone: boolean): number {
  return undone ? GIVE_UP_MS + ROLLBACK_MS - 8_000 : Infinity;
}

/** The end of an operation whose job did not start. */
function givenUp({ facts }: ManagedApplication, startMs: number) {
  return {
    endMs: startMs + GIVE_UP_MS,
    outcome: 'FAILED' as const,
    errorString: `Flink job did not start within a total timeout of 5 minutes for application: ${facts.name} under account: ${facts.account}`,
  };
}

/** @throws AwsError when neither or both are given, or what is given is out of date. */
function checkVersion(
  application: ManagedApplication,
  request: {
    readonly CurrentApplicationVersionId?: number;
    readonly ConditionalToken?: string;
  },
  nowMs: number,
): void {
  const { CurrentApplicationVersionId: version, ConditionalToken: token } =
    request;
  if ((version === undefined) === (token === undefined)) {
    throw new AwsError(
      'InvalidArgumentException',
      'Provide exactly one of CurrentApplicationVersionId and ConditionalToken',
    );
  }
  const current = application.versions(nowMs).at(-1)!.versionId;
  if (version !== undefined && version !== current) {
    throw new AwsError(
      'ConcurrentModificationException',
      `The current application version id is ${current}, the request was made for ${version}`,
    );
  }
  if (token !== undefined && token !== application.conditionalToken(nowMs)) {
    throw new AwsError(
      'ConcurrentModificationException',
      'The application was changed since the conditional token was read',
    );
  }
}

function checkSnapshotExists(
  application: ManagedApplication,
  restore:
    | {
        readonly ApplicationRestoreType?: string;
        readonly SnapshotName?: string;
      }
    | undefined,
  nowMs: number,
): void {
  if (restore?.ApplicationRestoreType !== 'RESTORE_FROM_CUSTOM_SNAPSHOT') {
    return;
  }
  const found = application
    .snapshots(nowMs)
    .find(one => one.name === restore.SnapshotName);
  if (found?.status !== 'READY') {
    throw new AwsError(
      'InvalidArgumentException',
      `Snapshot ${
        restore.SnapshotName ?? '(none)'
      } is not a snapshot one can restore from`,
    );
  }
}

/** @throws AwsError `InvalidApplicationConfigurationException` while the job is down. */
export function checkSnapshotPossible(
  application: ManagedApplication,
  nowMs: number,
): void {
  const version = application.versions(nowMs).at(-1)!.versionId;
  const enabled =
    application.content(version).configuration
      .ApplicationSnapshotConfigurationDescription?.SnapshotsEnabled;
  if (enabled && application.job?.positionAt(nowMs)?.outage) {
    throw new AwsError(
      'InvalidApplicationConfigurationException',
      `Failed to take snapshot for the application ${application.facts.name} at this moment. The application is currently experiencing downtime. Please check the application's CloudWatch metrics or CloudWatch logs for any possible errors and retry the request. You can also retry the request after disabling the snapshots in the Managed Flink console or by updating the ApplicationSnapshotConfiguration through the AWS SDK`,
    );
  }
}
