import type {
  DescribeApplicationCommandOutput,
  ListApplicationSnapshotsCommandOutput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { fixture } from '../__testUtils__/wire';
import { toConfiguration } from './toConfiguration';
import { toSnapshot } from './toSnapshot';

const SECRETS = { properties: 'secrets', extraKeys: [] } as const;
const detail = () =>
  fixture<DescribeApplicationCommandOutput>('DescribeApplication.running')
    .ApplicationDetail!;

describe('toConfiguration', () => {
  it('reads a streaming application', () => {
    expect(toConfiguration(detail(), SECRETS)).toEqual({
      workload: 'streaming',
      flinkVersion: '1.20',
      flinkVersionVerbatim: 'FLINK-1_20',
      parallelism: 8,
      currentParallelism: 16,
      parallelismPerKpu: 1,
      autoscalingEnabled: true,
      checkpointingEnabled: true,
      checkpointIntervalMs: 60_000,
      snapshotsEnabled: true,
      rollbackEnabled: true,
      metricsLevel: 'TASK',
      artifact: 'orders-enrichment/orders-enrichment-2.14.0.jar',
      version: '42',
      versionAt: '2026-11-20T10:01:00.000Z',
      properties: [
        {
          group: 'InputStream0',
          entries: {
            'stream.arn':
              'arn:aws:kinesis:eu-west-1:123456789012:stream/orders',
            'flink.stream.initpos': 'LATEST',
          },
        },
        { group: 'OutputSink0', entries: { bucket: 's3://acme-lake/orders/' } },
      ],
    });
  });

  it('reads a notebook, whose Flink version the interpreter decides', () => {
    const configuration = toConfiguration(
      {
        ...detail(),
        ApplicationMode: 'INTERACTIVE',
        RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
      },
      SECRETS,
    );
    expect(configuration).toMatchObject({
      workload: 'notebook',
      flinkVersionVerbatim: 'ZEPPELIN-FLINK-3_0',
    });
    expect(configuration.flinkVersion).toBeUndefined();
  });

  it('reads a runtime environment of tomorrow', () => {
    expect(
      toConfiguration(
        Object.assign(detail(), { RuntimeEnvironment: 'FLINK-3_1' }),
        SECRETS,
      ),
    ).toMatchObject({
      flinkVersion: '3.1',
      flinkVersionVerbatim: 'FLINK-3_1',
    });
  });
});

describe('toSnapshot', () => {
  it('reads every documented status', () => {
    const { SnapshotSummaries } =
      fixture<ListApplicationSnapshotsCommandOutput>(
        'ListApplicationSnapshots',
      );
    expect(SnapshotSummaries?.map(toSnapshot)).toMatchObject([
      {
        name: 'pre-deploy-2-14-0',
        kind: 'snapshot',
        status: 'ready',
        version: '41',
        flinkVersion: '1.20',
        createdAt: '2026-11-20T09:58:20.000Z',
      },
      { name: 'nightly-20261119', status: 'creating' },
      { name: 'nightly-20261118', status: 'failed' },
    ]);
  });

  it('never offers a snapshot of an unknown status for a restore', () => {
    expect(
      toSnapshot({
        SnapshotName: 's',
        ApplicationVersionId: 1,
        SnapshotStatus: undefined,
      }),
    ).toMatchObject({ status: 'failed', failure: 'Unrecognized status ""' });
  });
});
