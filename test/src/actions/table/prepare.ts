import {
  CreateApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationSnapshotsCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { CLUSTER_TOKEN, type Sandbox } from '@flink-portal/sandbox';
import { awsOf, describe as describeApplication } from '../farSide';
import { beforeOf, farSideNameOf, nameOf, type Case } from './Case';

const MINUTE_MS = 60_000;
const FLINK = '/apis/flink.apache.org/v1beta1/namespaces/web';

/** Makes an application for every case, in the past, and lets it be as the case needs it. */
export async function prepare(
  sandbox: Sandbox,
  cases: readonly Case[],
): Promise<void> {
  const aws = awsOf(sandbox);
  const managed = cases.filter(({ runtime }) => runtime === 'managed');
  const onKubernetes = cases.filter(({ runtime }) => runtime === 'kubernetes');
  for (const one of managed) {
    await createManaged(aws, nameOf(one));
  }
  for (const one of onKubernetes) {
    await cluster(sandbox, 'POST', '/flinkdeployments', manifest(nameOf(one)));
  }
  await pass(sandbox, 5);
  for (const one of onKubernetes.filter(({ kind }) => kind === 'restore')) {
    await cluster(sandbox, 'POST', '/flinkstatesnapshots', snapshot(one));
  }
  for (const one of onKubernetes.filter(
    ({ kind }) => kind === 'deleteSnapshot',
  )) {
    await cluster(sandbox, 'POST', '/flinkstatesnapshots', snapshot(one));
  }
  await pass(sandbox, 5);
  for (const one of cases) {
    if (beforeOf(one) === 'stopped') {
      await stop(sandbox, aws, one);
    }
    if (beforeOf(one) === 'changed' && one.runtime === 'managed') {
      await change(aws, nameOf(one));
    }
    if (one.runtime === 'kubernetes' && one.kind === 'rollback') {
      sandbox.world.outcomes.add({
        application: farSideNameOf(one),
        outcome: 'fails',
      });
      await rescale(sandbox, nameOf(one), 3);
    }
  }
  await pass(sandbox, 10);
  aws.destroy();
}

/** The name of a snapshot the case can use; of none where it needs none. */
export async function snapshotOf(sandbox: Sandbox, one: Case): Promise<string> {
  if (one.kind !== 'restore' && one.kind !== 'deleteSnapshot') {
    return '';
  }
  if (one.runtime === 'kubernetes') {
    return `${nameOf(one)}-by-hand`;
  }
  const aws = awsOf(sandbox);
  const { SnapshotSummaries } = await aws.send(
    new ListApplicationSnapshotsCommand({ ApplicationName: nameOf(one) }),
  );
  aws.destroy();
  return SnapshotSummaries![0].SnapshotName!;
}

async function pass(sandbox: Sandbox, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes * 4; passed += 1) {
    await fetch(`http://127.0.0.1:${sandbox.ports.control}/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceMs: MINUTE_MS / 4 }),
    });
  }
}

async function createManaged(
  aws: KinesisAnalyticsV2Client,
  ApplicationName: string,
): Promise<void> {
  await aws.send(
    new CreateApplicationCommand({
      ApplicationName,
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: 'arn:aws:iam::111122223333:role/flink',
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: 'ZIPFILE',
          CodeContent: {
            S3ContentLocation: {
              BucketARN: 'arn:aws:s3:::artefacts',
              FileKey: 'job.jar',
            },
          },
        },
        ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
        FlinkApplicationConfiguration: {
          ParallelismConfiguration: {
            ConfigurationType: 'CUSTOM',
            Parallelism: 2,
            ParallelismPerKPU: 1,
            AutoScalingEnabled: false,
          },
        },
      },
    }),
  );
  await aws.send(
    new StartApplicationCommand({ ApplicationName, RunConfiguration: {} }),
  );
}

async function change(
  aws: KinesisAnalyticsV2Client,
  ApplicationName: string,
): Promise<void> {
  const { ConditionalToken } = await describeApplication(aws, ApplicationName);
  await aws.send(
    new UpdateApplicationCommand({
      ApplicationName,
      ConditionalToken,
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: {
          ParallelismConfigurationUpdate: { ParallelismUpdate: 3 },
        },
      },
    }),
  );
}

async function stop(
  sandbox: Sandbox,
  aws: KinesisAnalyticsV2Client,
  one: Case,
): Promise<void> {
  if (one.runtime === 'managed') {
    await aws.send(
      new StopApplicationCommand({ ApplicationName: nameOf(one) }),
    );
  } else {
    await cluster(sandbox, 'PATCH', `/flinkdeployments/${nameOf(one)}`, {
      spec: { job: { state: 'suspended' } },
    });
  }
}

function rescale(sandbox: Sandbox, name: string, parallelism: number) {
  return cluster(sandbox, 'PATCH', `/flinkdeployments/${name}`, {
    spec: { job: { parallelism } },
  });
}

async function cluster(
  { ports }: Sandbox,
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
): Promise<void> {
  const answer = await fetch(
    `http://127.0.0.1:${ports.eksProdEu}${FLINK}${path}`,
    {
      method,
      headers: {
        authorization: `Bearer ${CLUSTER_TOKEN}`,
        'content-type':
          method === 'PATCH'
            ? 'application/merge-patch+json'
            : 'application/json',
      },
      body: JSON.stringify(body),
    },
  );
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${await answer.text()}`);
  }
}

function manifest(name: string) {
  const resource = { memory: '2048m', cpu: 1 };
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name },
    spec: {
      image: 'flink:1.20',
      flinkVersion: 'v1_20',
      serviceAccount: 'flink',
      flinkConfiguration: {
        'execution.checkpointing.dir': `s3://flink-state/web/${name}/checkpoints`,
        'execution.checkpointing.savepoint-dir': `s3://flink-state/web/${name}/savepoints`,
        'execution.checkpointing.interval': '60s',
        'high-availability.type': 'kubernetes',
        'high-availability.storageDir': `s3://flink-state/web/${name}/ha`,
      },
      jobManager: { resource },
      taskManager: { resource },
      job: {
        jarURI: 'local:///opt/flink/usrlib/job.jar',
        parallelism: 2,
        upgradeMode: 'savepoint',
        state: 'running',
      },
    },
  };
}

function snapshot(one: Case) {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkStateSnapshot',
    metadata: { name: `${nameOf(one)}-by-hand` },
    spec: {
      backoffLimit: 1,
      jobReference: { kind: 'FlinkDeployment', name: nameOf(one) },
      savepoint: { disposeOnDelete: false },
    },
  };
}
