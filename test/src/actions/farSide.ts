import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationOperationsCommand,
  type ApplicationDetail,
  type ApplicationOperationInfo,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { CLUSTER_TOKEN, type Sandbox } from '@flink-portal/sandbox';

/** AWS as its own administrator sees and changes it, past the portal. */
export function awsOf({ ports }: Sandbox, region = 'us-east-1') {
  return new KinesisAnalyticsV2Client({
    region,
    endpoint: `http://127.0.0.1:${ports.aws}`,
    credentials: {
      accessKeyId: 'AKIASANDBOX111122223333',
      secretAccessKey: 'sandbox',
    },
  });
}

/** An application as AWS has it. */
export async function describe(
  aws: KinesisAnalyticsV2Client,
  name: string,
): Promise<ApplicationDetail> {
  const { ApplicationDetail } = await aws.send(
    new DescribeApplicationCommand({ ApplicationName: name }),
  );
  return ApplicationDetail!;
}

/** What AWS did with an application, of the newest fifty. */
export async function operationsOf(
  aws: KinesisAnalyticsV2Client,
  name: string,
): Promise<ApplicationOperationInfo[]> {
  const { ApplicationOperationInfoList } = await aws.send(
    new ListApplicationOperationsCommand({ ApplicationName: name, Limit: 50 }),
  );
  return ApplicationOperationInfoList ?? [];
}

/** A FlinkDeployment as far as these tests look at it. */
export interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: {
    readonly job: { readonly state: string; readonly parallelism: number };
  };
  readonly status: { readonly lifecycleState: string };
}

/** The production cluster as its administrator sees it. */
export async function deployment(
  { ports }: Sandbox,
  namespace: string,
  name: string,
): Promise<Deployment> {
  const response = await fetch(
    `http://127.0.0.1:${ports.eksProdEu}/apis/flink.apache.org/v1beta1/namespaces/${namespace}/flinkdeployments/${name}`,
    { headers: { authorization: `Bearer ${CLUSTER_TOKEN}` } },
  );
  return response.json();
}
