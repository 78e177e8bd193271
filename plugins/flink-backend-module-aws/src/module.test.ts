import { ListApplicationsCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  flinkRuntimeExtensionPoint,
  type FlinkRuntime,
} from '@flink-portal/backstage-plugin-flink-node';
import { FarSide } from './__testUtils__/FarSide';
import { denied } from './__testUtils__/wire';
import flinkModuleAws from './index';

/** The plugin that runtimes join, reduced to the joining. */
function flinkPlugin(joined: FlinkRuntime[]) {
  return createBackendPlugin({
    pluginId: 'flink',
    register(reg) {
      reg.registerExtensionPoint(flinkRuntimeExtensionPoint, {
        addRuntime: runtime => {
          joined.push(runtime);
        },
      });
      reg.registerInit({
        deps: { logger: coreServices.logger },
        async init() {},
      });
    },
  });
}

async function start(
  data: Parameters<typeof mockServices.rootConfig.factory>[0],
) {
  const joined: FlinkRuntime[] = [];
  const backend = await startTestBackend({
    features: [
      flinkPlugin(joined),
      flinkModuleAws,
      mockServices.rootConfig.factory(data),
    ],
  });
  await backend.stop();
  return joined;
}

describe('the module', () => {
  const aws = new FarSide();
  beforeEach(() => aws.reset());
  afterAll(() => aws.restore());

  it('joins with one source per account and region', async () => {
    const [runtime] = await start({
      data: {
        flink: {
          aws: {
            accounts: [
              {
                accountId: '111122223333',
                name: 'payments',
                regions: ['eu-west-1', 'us-east-1'],
              },
            ],
          },
        },
      },
    });
    expect(runtime.runtime).toBe('managed');
    expect(await runtime.sources()).toMatchObject([
      {
        id: 'managed:111122223333/eu-west-1',
        title: 'payments (111122223333) / eu-west-1',
        mode: 'poll',
        pollIntervalMs: 60_000,
      },
      { id: 'managed:111122223333/us-east-1' },
    ]);
  });

  it('does not join without accounts', async () => {
    expect(await start({ data: {} })).toEqual([]);
  });

  it('takes credentials from aws.accounts', async () => {
    aws.analytics
      .on(ListApplicationsCommand)
      .rejects(denied('kinesisanalytics:ListApplications'));
    const [runtime] = await start({
      data: {
        aws: {
          accounts: [
            {
              accountId: '111122223333',
              accessKeyId: 'test-id',
              secretAccessKey: 'test-secret',
            },
          ],
        },
        flink: {
          aws: {
            accounts: [{ accountId: '111122223333', regions: ['eu-west-1'] }],
            endpoints: { kinesisAnalytics: 'http://localhost:1' },
          },
        },
      },
    });
    const [source] = await runtime.sources();
    await expect(
      runtime.collect(source, {
        signal: new AbortController().signal,
        now: () => 0,
        before: async () => new Map(),
        wantsClose: () => false,
        emit: async () => {},
        complete: async () => {},
        alive: async () => {},
        count: () => {},
      }),
    ).rejects.toMatchObject({ reason: 'denied' });
    const client: unknown = aws.analytics.commandCalls(
      ListApplicationsCommand,
    )[0].thisValue;
    const credentials: unknown = await Reflect.get(
      Reflect.get(Object(client), 'config'),
      'credentials',
    )();
    expect(credentials).toMatchObject({ accessKeyId: 'test-id' });
  });
});
