import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { managedCases, managedForm } from './managedForms';
import { renderFolder, renderManaged } from './renderManaged';
import { readTemplate, type Template } from './readTemplate';
import { run } from '../tools/run';
import { tool } from '../tools/tool';

jest.setTimeout(600_000);

describe('infrastructure on Managed Flink', () => {
  const cases = managedCases();
  const plans = new Map<string, JobPlan>();
  let folder: string;

  beforeAll(async () => {
    folder = await renderFolder();
    for (const { name, form } of cases) {
      plans.set(name, await renderManaged(form, join(folder, name)));
    }
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const templateIn = (name: string) =>
    join(folder, name, 'infra/20-application.yaml');
  const templates = () => cases.map(({ name }) => templateIn(name));
  // Linters take seconds for each template, so they read each source with each sink on one line of the two, like a
  // chessboard. The schemas hold for all.
  const linted = cases.filter(
    (_, turn) => (turn + Math.floor(turn / 6)) % 2 === 0,
  );
  // Scripts and workflows differ by language, and by whether an end is MSK.
  const together = [
    'polling-kinesis-',
    'polling-s3-',
    'msk-msk-',
    's3-firehose-',
  ].map(begin => cases.find(({ name }) => name.startsWith(begin))!.name);
  const templateOf = async (
    ...form: Parameters<typeof managedForm>
  ): Promise<Template> => {
    const into = join(folder, `one-${Math.random()}`);
    await renderManaged(managedForm(...form), into);
    return readTemplate(join(into, 'infra/20-application.yaml'));
  };

  it('passes cfn-lint for every source with every sink, on the lines in turn', async () => {
    expect(
      await run(tool('cfn-lint'), [
        '--format',
        'parseable',
        ...linted.map(({ name }) => templateIn(name)),
      ]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes the resource schemas for every source, sink, line and place', () => {
    const engine = new RegoEngine();
    try {
      const found = templates().flatMap(file =>
        engine
          .validateStandard(new TemplateFile(file))
          .diagnostics.filter(({ severity }) =>
            ['ERROR', 'FATAL'].includes(severity),
          )
          .map(({ ruleId, message }) => `${file} ${ruleId} ${message}`),
      );
      expect(found).toEqual([]);
    } finally {
      engine.free();
    }
  });

  it('passes yamllint, with all files that are written in YAML, on the lines in turn', async () => {
    const [any] = linted;
    expect(
      await run(tool('yamllint'), [
        '--strict',
        '-c',
        join(folder, any.name, '.yamllint'),
        ...linted.map(({ name }) => templateIn(name)),
        ...linted.map(({ name }) => join(folder, name, '.github')),
      ]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes actionlint, with the scripts inside its workflows', async () => {
    const workflows = together.flatMap(name =>
      ['ci', 'deploy', 'rollback'].map(workflow =>
        join(folder, name, `.github/workflows/${workflow}.yml`),
      ),
    );
    expect(
      await run(tool('actionlint'), [
        '-shellcheck',
        tool('shellcheck'),
        ...workflows,
      ]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes shellcheck', async () => {
    for (const name of together) {
      expect(
        await run(
          tool('shellcheck'),
          [
            '--external-sources',
            'bin/deploy',
            'bin/rollback',
            'bin/application.sh',
            'bin/commit-status',
          ],
          { cwd: join(folder, name) },
        ),
      ).toEqual({ code: 0, output: '' });
    }
  });

  it('gives every parameter of the template a value in every environment', () => {
    for (const { name } of cases) {
      const { Parameters } = readTemplate(templateIn(name));
      for (const environment of plans.get(name)!.environments) {
        const { parameters } = JSON.parse(
          readFileSync(
            join(folder, name, `infra/params/${environment.name}.json`),
            'utf8',
          ),
        );
        // The first is a constant, the others are known when it is deployed.
        const atDeployment = [
          'ApplicationName',
          'ArtifactKey',
          'SourceBootstrapServers',
          'SinkBootstrapServers',
        ];
        expect({ name, keys: Object.keys(parameters).sort() }).toEqual({
          name,
          keys: Object.keys(Parameters)
            .filter(key => !atDeployment.includes(key))
            .sort(),
        });
        for (const [key, value] of Object.entries<string>(parameters)) {
          const { AllowedPattern, AllowedValues = [value] } = Parameters[key];
          expect(value).toMatch(new RegExp(`^(?:${AllowedPattern ?? '.*'})$`));
          expect(AllowedValues.map(String)).toContain(value);
        }
      }
    }
  });

  it('gives the role what each source and sink needs, and nothing else', async () => {
    const actions = async (...form: Parameters<typeof managedForm>) =>
      (await templateOf(...form)).statements
        .filter(({ Sid }) => !['Artifact', 'Logs', 'LogGroups'].includes(Sid))
        .flatMap(({ Sid, Action }) =>
          [Action].flat().map(action => `${Sid} ${action}`),
        );
    expect(await actions('polling', 'firehose', '2.2', 'open')).toEqual([
      'Source kinesis:DescribeStream',
      'Source kinesis:DescribeStreamSummary',
      'Source kinesis:GetRecords',
      'Source kinesis:GetShardIterator',
      'Source kinesis:ListShards',
      'Sink firehose:DescribeDeliveryStream',
      'Sink firehose:PutRecord',
      'Sink firehose:PutRecordBatch',
    ]);
    expect(await actions('s3', 'kinesis', '2.2', 'open')).toEqual([
      'SourceObjects s3:GetObject',
      'SourceBucket s3:ListBucket',
      'Sink kinesis:DescribeStream',
      'Sink kinesis:DescribeStreamSummary',
      'Sink kinesis:PutRecord',
      'Sink kinesis:PutRecords',
    ]);
    expect(
      (await actions('msk', 'mskExactlyOnce', '2.2', 'open')).filter(
        action => !action.startsWith('Network'),
      ),
    ).toEqual([
      'SourceCluster kafka-cluster:Connect',
      'SourceTopic kafka-cluster:DescribeTopic',
      'SourceTopic kafka-cluster:ReadData',
      'SourceGroup kafka-cluster:AlterGroup',
      'SourceGroup kafka-cluster:DescribeGroup',
      'SinkCluster kafka-cluster:Connect',
      'SinkCluster kafka-cluster:WriteDataIdempotently',
      'SinkTopic kafka-cluster:DescribeTopic',
      'SinkTopic kafka-cluster:WriteData',
      'SinkTransactions kafka-cluster:AlterTransactionalId',
      'SinkTransactions kafka-cluster:DescribeTransactionalId',
    ]);
    expect(
      (await actions('polling', 'iceberg', '2.2', 'open')).filter(action =>
        action.startsWith('Sink'),
      ),
    ).toEqual([
      'SinkTable glue:CreateTable',
      'SinkTable glue:GetDatabase',
      'SinkTable glue:GetDatabases',
      'SinkTable glue:GetTable',
      'SinkTable glue:GetTables',
      'SinkTable glue:UpdateTable',
      'SinkObjects s3:AbortMultipartUpload',
      'SinkObjects s3:DeleteObject',
      'SinkObjects s3:GetObject',
      'SinkObjects s3:ListMultipartUploadParts',
      'SinkObjects s3:PutObject',
      'SinkBucket s3:GetBucketLocation',
      'SinkBucket s3:ListBucket',
      'SinkBucket s3:ListBucketMultipartUploads',
    ]);
  });

  it('adds rights on the network and the key only where there are some', async () => {
    const sids = async (place: 'open' | 'network' | 'restricted') =>
      (await templateOf('polling', 's3', '2.2', place)).statements
        .map(({ Sid }) => Sid)
        .filter(sid => /^(Network|Key)/.test(sid));
    expect(await sids('open')).toEqual([]);
    expect(await sids('network')).toEqual(['Network', 'NetworkInterfaces']);
    expect(await sids('restricted')).toEqual([
      'Network',
      'NetworkInterfaces',
      'Key',
    ]);
  });

  it('puts the application where and under which key the plan says', async () => {
    const { application } = await templateOf(
      'polling',
      's3',
      '2.2',
      'restricted',
    );
    expect(application.ApplicationConfiguration).toMatchObject({
      ApplicationEncryptionConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KeyId: { Ref: 'KmsKeyArn' },
      },
      VpcConfigurations: [
        {
          SubnetIds: { Ref: 'SubnetIds' },
          SecurityGroupIds: { Ref: 'SecurityGroupIds' },
        },
      ],
    });
  });

  it('watches what the line of Flink publishes', async () => {
    const names = async (line: string) =>
      (await templateOf('polling', 's3', line, 'open')).alarmNames;
    const both = [
      'no-heartbeat',
      'restarts',
      'restart-loop',
      'checkpoint-failures',
      'checkpoint-slow',
      'cpu-high',
      'heap-high',
      'memory-high',
      'disk-high',
      'gc',
      'source-lag',
      'unhealthy',
      'bake',
    ];
    expect(await names('2.2')).toEqual([
      both[0],
      'restarting',
      'failing',
      ...both.slice(1),
    ]);
    expect(await names('1.20')).toEqual([
      both[0],
      'downtime',
      ...both.slice(1),
    ]);
    const text = async (line: string) =>
      JSON.stringify((await templateOf('polling', 's3', line, 'open')).all);
    expect(await text('2.2')).not.toMatch(/fullRestarts|"downtime"/);
    expect(await text('1.20')).not.toMatch(/numRestarts|restartingTime/);
  });

  it.each([
    ['polling', 'AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', 60_000],
    [
      'fanOut',
      'AWS/Kinesis',
      'SubscribeToShardEvent.MillisBehindLatest',
      60_000,
    ],
    ['msk', 'AWS/Kafka', 'EstimatedMaxTimeLag', 60],
  ])(
    'measures the lag of source %s at the source',
    async (source, Namespace, MetricName, Threshold) => {
      const { all } = await templateOf(source, 's3', '2.2', 'open');
      expect(all.Resources.SourceLagAlarm.Properties).toMatchObject({
        Namespace,
        MetricName,
        Threshold,
      });
    },
  );

  it('has stricter thresholds for more critical jobs', async () => {
    const lag = async (criticality: string) =>
      (await templateOf('polling', 's3', '2.2', 'open', { criticality })).all
        .Resources.SourceLagAlarm.Properties.Threshold;
    expect([
      await lag('tier1'),
      await lag('tier2'),
      await lag('tier3'),
    ]).toEqual([30_000, 60_000, 300_000]);
  });

  it('registers the consumer of a stream outside the job', async () => {
    const { all, application } = await templateOf(
      'fanOut',
      's3',
      '2.2',
      'open',
    );
    expect(all.Resources.SourceConsumer).toMatchObject({
      Type: 'AWS::Kinesis::StreamConsumer',
    });
    expect(JSON.stringify(application)).toContain('efo.consumer.name');
    expect(JSON.stringify(all)).not.toContain('RegisterStreamConsumer');
  });

  it('draws a dashboard that CloudWatch can read', () => {
    for (const file of templates()) {
      const { DashboardBody } =
        readTemplate(file).all.Resources.Dashboard.Properties;
      const { 'Fn::Sub': [body] = [] } = DashboardBody as {
        'Fn::Sub'?: string[];
      };
      expect(JSON.parse(body).widgets.length).toBeGreaterThan(6);
    }
  });
});
