import type { AddressInfo } from 'node:net';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { ConfigReader } from '@backstage/config';
import { createAwsListener } from '@flink-portal/sandbox';
import type { Emitted } from '../../format/shrinkObservations';
import { Collector } from '../Collector';
import { ManagedRuntime, readManagedConfig } from '../runtimes';
import { ACCOUNT, REGION, type Stage } from './StagedWorld';
import type { Act, PlannedPart } from './stories';

const MINUTE_MS = 60_000;

/** Collects the stage's managed applications every minute, over the SDK and the sandbox's AWS side. */
export async function recordManaged(
  { world, clock }: Stage,
  startMs: number,
  minutes: number,
  parts: readonly PlannedPart[],
  logger: LoggerService,
): Promise<ReadonlyMap<string, readonly Emitted[]>> {
  const server = createAwsListener({ world });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = {
    accessKeyId: `AKIASANDBOX${ACCOUNT}`,
    secretAccessKey: 'sandbox',
  };
  const person = new KinesisAnalyticsV2Client({
    endpoint,
    region: REGION,
    credentials,
  });
  const runtime = new ManagedRuntime({
    config: readManagedConfig(
      new ConfigReader({
        flink: {
          aws: {
            accounts: [{ accountId: ACCOUNT, regions: [REGION] }],
            endpoints: { kinesisAnalytics: endpoint, cloudWatch: endpoint },
          },
        },
      }),
    ),
    credentials: {
      getCredentialProvider: async () => ({
        sdkCredentialProvider: async () => credentials,
      }),
    },
    logger,
    now: () => clock.now(),
  });
  const collector = new Collector(() => clock.now(), {
    mode: 'poll',
    pollIntervalMs: MINUTE_MS,
  });
  try {
    const [source] = await runtime.sources();
    for (let minute = 0; minute <= minutes; minute += 1) {
      clock.set(startMs + minute * MINUTE_MS);
      for (const { name, acts = [] } of parts) {
        for (const act of acts.filter(each => each.minute === minute)) {
          await perform(person, name, act);
        }
      }
      try {
        await runtime.collect(
          source,
          collector.context(new AbortController().signal),
        );
      } catch (error) {
        collector.failed(error);
      }
    }
  } finally {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  }
  return collector.emitted;
}

async function perform(
  person: KinesisAnalyticsV2Client,
  name: string,
  { kind }: Act,
): Promise<void> {
  if (kind === 'stop') {
    await person.send(new StopApplicationCommand({ ApplicationName: name }));
    return;
  }
  const { ApplicationDetail: detail } = await person.send(
    new DescribeApplicationCommand({ ApplicationName: name }),
  );
  const flink = detail?.ApplicationConfigurationDescription;
  const parallelism =
    flink?.FlinkApplicationConfigurationDescription
      ?.ParallelismConfigurationDescription?.Parallelism ?? 1;
  await person.send(
    new UpdateApplicationCommand({
      ApplicationName: name,
      CurrentApplicationVersionId: detail?.ApplicationVersionId,
      ApplicationConfigurationUpdate:
        kind === 'rescale'
          ? {
              FlinkApplicationConfigurationUpdate: {
                ParallelismConfigurationUpdate: {
                  ParallelismUpdate: parallelism * 2,
                },
              },
            }
          : {
              ApplicationCodeConfigurationUpdate: {
                CodeContentUpdate: {
                  S3ContentLocationUpdate: { FileKeyUpdate: 'jars/next.jar' },
                },
              },
            },
    }),
  );
}
