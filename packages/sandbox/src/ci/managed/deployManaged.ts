import {
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  DescribeApplicationSnapshotCommand,
  KinesisAnalyticsV2Client,
  ResourceNotFoundException,
  StartApplicationCommand,
  UpdateApplicationCommand,
  type ApplicationDetail,
  type CreateApplicationCommandInput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { setTimeout } from 'node:timers/promises';
import type { CiLog } from '../CiLog';
import { Failure } from '../Failure';
import type { Job, JobEnvironment } from '../jobFile';
import { applicationOf } from './applicationOf';
import { checkRole } from './checkRole';
import { stackOf } from './stackOf';

const POLL_MS = 1_000;
/** The service itself gives up on a start after five minutes, and rolls back within two. */
const GIVE_UP_MS = 8 * 60_000;

/** What a deployment to Managed Flink needs. */
export interface ManagedDeployment {
  readonly folder: string;
  readonly job: Job;
  readonly environment: JobEnvironment;
  readonly artefactKey: string;
  readonly sha: string;
  /** Where AWS is. */
  readonly awsUrl: string;
  readonly log: CiLog;
  readonly signal: AbortSignal;
}

/**
 * Creates and starts a job's application, or brings it to this commit: snapshot, update, follow the operation.
 *
 * @throws Failure that says which step did not work
 */
export async function deployManaged(
  deployment: ManagedDeployment,
): Promise<string> {
  const { folder, job, environment, artefactKey, log, signal } = deployment;
  const { stack, tags, bucket } = stackOf(
    folder,
    job.name,
    environment.name,
    artefactKey,
  );
  const resources = stack.resources();
  const { request } = applicationOf(resources, tags);
  checkRole(
    stack.place,
    resources,
    request.ServiceExecutionRole ?? '',
    `arn:aws:s3:::${bucket}/${artefactKey}`,
  );
  const { accountId, region } = stack.place;
  log.say(
    `Stack ${job.name} in ${accountId} ${region}: ${resources.length} resources. The sandbox's cloud has ` +
      `applications only; roles, log groups and alarms are worked out and checked, and not kept.`,
  );
  const client = new KinesisAnalyticsV2Client({
    endpoint: deployment.awsUrl,
    region,
    credentials: {
      accessKeyId: `AKIASANDBOX${accountId}`,
      secretAccessKey: 'sandbox',
    },
  });
  try {
    return await bringTo(client, request, deployment);
  } catch (error) {
    if (error instanceof Failure || signal.aborted) {
      throw error;
    }
    throw new Failure(
      `${error instanceof Error ? error.name : 'The call'} failed`,
      [error instanceof Error ? error.message : String(error)],
    );
  } finally {
    client.destroy();
  }
}

async function bringTo(
  client: KinesisAnalyticsV2Client,
  request: CreateApplicationCommandInput,
  deployment: ManagedDeployment,
): Promise<string> {
  const { log } = deployment;
  const name = request.ApplicationName!;
  const before = await describe(client, name);
  if (!before) {
    await client.send(new CreateApplicationCommand(request));
    log.say(`Created application ${name} (${request.RuntimeEnvironment})`);
    return start(client, name, deployment);
  }
  if (!['READY', 'RUNNING'].includes(before.ApplicationStatus!)) {
    throw new Failure(
      `${name} is ${before.ApplicationStatus}, which allows no update`,
      ['Try again when it is READY or RUNNING.'],
    );
  }
  const running = before.ApplicationStatus === 'RUNNING';
  if (running) {
    await takeSnapshot(client, name, deployment);
  }
  await update(client, request, before, deployment);
  return running ? 'RUNNING' : start(client, name, deployment);
}

async function describe(
  client: KinesisAnalyticsV2Client,
  name: string,
): Promise<ApplicationDetail | undefined> {
  try {
    const { ApplicationDetail } = await client.send(
      new DescribeApplicationCommand({ ApplicationName: name }),
    );
    return ApplicationDetail;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

async function start(
  client: KinesisAnalyticsV2Client,
  name: string,
  deployment: ManagedDeployment,
): Promise<string> {
  const { OperationId } = await client.send(
    new StartApplicationCommand({ ApplicationName: name }),
  );
  deployment.log.say(`Starting it: operation ${OperationId}`);
  await follow(client, name, OperationId!, deployment);
  return 'RUNNING';
}

async function takeSnapshot(
  client: KinesisAnalyticsV2Client,
  name: string,
  { sha, log, signal }: ManagedDeployment,
): Promise<void> {
  const SnapshotName = `pre-${Date.now()}-${sha.slice(0, 12)}`;
  await client.send(
    new CreateApplicationSnapshotCommand({
      ApplicationName: name,
      SnapshotName,
    }),
  );
  const untilMs = Date.now() + GIVE_UP_MS;
  while (Date.now() < untilMs) {
    const { SnapshotDetails } = await client.send(
      new DescribeApplicationSnapshotCommand({
        ApplicationName: name,
        SnapshotName,
      }),
    );
    if (SnapshotDetails?.SnapshotStatus === 'READY') {
      log.say(`Snapshot ${SnapshotName} is READY`);
      return;
    }
    if (SnapshotDetails?.SnapshotStatus === 'FAILED') {
      throw new Failure(`Snapshot ${SnapshotName} failed: nothing was changed`);
    }
    await setTimeout(POLL_MS, undefined, { signal });
  }
  throw new Failure(`Snapshot ${SnapshotName} did not become READY`);
}

async function update(
  client: KinesisAnalyticsV2Client,
  wanted: CreateApplicationCommandInput,
  before: ApplicationDetail,
  deployment: ManagedDeployment,
): Promise<void> {
  const configuration = wanted.ApplicationConfiguration;
  const code =
    configuration?.ApplicationCodeConfiguration?.CodeContent?.S3ContentLocation;
  const flink = configuration?.FlinkApplicationConfiguration;
  const suffixed = (values: object | undefined) =>
    values &&
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [`${key}Update`, value]),
    );
  const { OperationId } = await client.send(
    new UpdateApplicationCommand({
      ApplicationName: wanted.ApplicationName,
      ConditionalToken: before.ConditionalToken,
      ...(wanted.RuntimeEnvironment !== before.RuntimeEnvironment
        ? { RuntimeEnvironmentUpdate: wanted.RuntimeEnvironment }
        : {}),
      ...(wanted.ServiceExecutionRole !== before.ServiceExecutionRole
        ? { ServiceExecutionRoleUpdate: wanted.ServiceExecutionRole }
        : {}),
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: {
          CodeContentUpdate: {
            S3ContentLocationUpdate: {
              BucketARNUpdate: code?.BucketARN,
              FileKeyUpdate: code?.FileKey,
            },
          },
        },
        FlinkApplicationConfigurationUpdate: {
          CheckpointConfigurationUpdate: suffixed(
            flink?.CheckpointConfiguration,
          ),
          MonitoringConfigurationUpdate: suffixed(
            flink?.MonitoringConfiguration,
          ),
          ParallelismConfigurationUpdate: suffixed(
            flink?.ParallelismConfiguration,
          ),
        },
        EnvironmentPropertyUpdates: configuration?.EnvironmentProperties,
      },
    }),
  );
  deployment.log.say(
    `Updating ${wanted.ApplicationName} to ${code?.FileKey}: operation ${OperationId}`,
  );
  await follow(client, wanted.ApplicationName!, OperationId!, deployment);
}

/** The operation and not the status: a status of RUNNING may be the old code's, after a rollback. */
async function follow(
  client: KinesisAnalyticsV2Client,
  name: string,
  operationId: string,
  { log, signal }: ManagedDeployment,
): Promise<void> {
  const untilMs = Date.now() + GIVE_UP_MS;
  while (Date.now() < untilMs) {
    const { ApplicationOperationInfoDetails: operation } = await client.send(
      new DescribeApplicationOperationCommand({
        ApplicationName: name,
        OperationId: operationId,
      }),
    );
    if (operation?.OperationStatus === 'SUCCESSFUL') {
      log.say(`${operation.Operation} is SUCCESSFUL`);
      return;
    }
    if (operation?.OperationStatus !== 'IN_PROGRESS') {
      throw new Failure(
        `${operation?.Operation} of ${name} is ${operation?.OperationStatus}`,
        [
          operation?.OperationFailureDetails?.ErrorInfo?.ErrorString ?? '',
        ].filter(Boolean),
      );
    }
    await setTimeout(POLL_MS, undefined, { signal });
  }
  throw new Failure(`Operation ${operationId} of ${name} did not end in time`);
}
