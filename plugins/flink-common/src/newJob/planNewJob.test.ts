import { parseStandards } from '../standards';
import { standardsDocument } from '../standards/__fixtures__/standards';
import { eksForm, newJobForm } from './__fixtures__/newJobForm';
import type { NewJobForm } from './NewJobForm';
import type { PlanContext } from './PlanContext';
import { planNewJob } from './planNewJob';

const CLUSTER =
  'arn:aws:kafka:us-east-1:444455556666:cluster/events/01234567-89ab-cdef-0123-456789abcdef-1';
const standards = parseStandards(standardsDocument());
const context: PlanContext = {
  template: { name: 'flink-managed-java', version: '1.0.0' },
  nowMs: Date.parse('2026-11-26T12:00:00Z'),
};

function plan(changed: Partial<NewJobForm> = {}, form = newJobForm) {
  const result = planNewJob({ ...form, ...changed }, standards, context);
  expect(result.problems).toEqual([]);
  return result.plan!;
}

function problems(answers: object) {
  return planNewJob(answers, standards, context).problems;
}

describe('planNewJob', () => {
  it('names the field of every answer that has the wrong shape', () => {
    const fields = problems({
      ...newJobForm,
      name: 'Orders',
      source: { kind: 'kinesis', streamArn: 'orders' },
      load: { ...newJobForm.load, partitions: 0 },
    }).map(({ field }) => field);

    expect(fields).toEqual(['name', 'source.streamArn', 'load.partitions']);
  });

  it('refuses an answer nobody asked for', () => {
    expect(problems({ ...newJobForm, role: 'admin' })).toEqual([
      { field: '', message: expect.stringContaining('role') },
    ]);
  });

  it('says what breaks a standard together with a repository it cannot read', () => {
    expect(
      problems({ ...newJobForm, flinkVersion: '2.3', repoUrl: 'here' }).map(
        ({ field }) => field,
      ),
    ).toEqual(['flinkVersion', 'repoUrl']);
  });

  it('fills in what was not answered', () => {
    const { criticality, autoscaling, ...asked } = newJobForm;

    expect(planNewJob(asked, standards, context).plan?.form).toMatchObject({
      criticality: 'tier2',
      autoscaling: true,
    });
  });

  it('is of the line of the target', () => {
    expect(plan().flink).toEqual({
      line: '2.2',
      version: '2.2.0',
      major: 2,
      java: 17,
      python: '3.12',
      runtimeEnvironment: 'FLINK-2_2',
    });
    expect(plan({}, eksForm).flink).toMatchObject({
      operatorVersion: 'v2_2',
      image: 'flink:2.2.0-java17',
    });
  });

  it('lays out the environments in the order of promotion, not of asking', () => {
    const { environments } = plan({ environments: ['production', 'staging'] });

    expect(environments.map(({ name }) => name)).toEqual([
      'staging',
      'production',
    ]);
  });

  it('gives each environment on Managed Flink what is its own', () => {
    const [staging, production] = plan().environments;

    expect(staging).toMatchObject({
      applicationId: 'managed:444455556666/us-east-1/orders-enricher',
      managed: {
        applicationArn:
          'arn:aws:kinesisanalytics:us-east-1:444455556666:application/orders-enricher',
      },
    });
    expect(staging.managed).not.toHaveProperty('network');
    expect(staging).not.toHaveProperty('alarmTopicArn');
    expect(production).toMatchObject({
      production: true,
      alarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:flink',
      managed: { kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/1' },
    });
  });

  it('takes bucket and key of the region that the job runs in', () => {
    const [inEurope] = plan({
      environments: ['production'],
      region: 'eu-west-1',
      source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
    }).environments;

    expect(inEurope.managed).toMatchObject({
      artifactBucket: 'artifacts-111122223333-eu',
    });
    expect(inEurope.managed).not.toHaveProperty('kmsKey');
  });

  it('gives each environment on EKS what is its own', () => {
    const [, production] = plan({}, eksForm).environments;

    expect(production).toMatchObject({
      applicationId: 'kubernetes:eks-prod/analytics/orders-enricher',
      region: 'eu-west-1',
      eks: {
        cluster: 'eks-prod',
        namespace: 'analytics',
        imageRepository:
          '111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders-enricher',
      },
      source: {
        streamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
      },
    });
  });

  it('moves streams to the account of a later environment and leaves nothing open', () => {
    const [staging, production] = plan({
      sink: {
        kind: 'firehose',
        deliveryStreamArn:
          'arn:aws:firehose:us-east-1:444455556666:deliverystream/out',
      },
    }).environments;

    expect(staging.source).toEqual({
      kind: 'kinesis',
      streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/orders',
      streamName: 'orders',
      enhancedFanOut: false,
    });
    expect(production).toMatchObject({
      source: {
        streamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/orders',
      },
      sink: {
        deliveryStreamArn:
          'arn:aws:firehose:us-east-1:111122223333:deliverystream/out',
        deliveryStreamName: 'out',
      },
      open: [],
    });
  });

  it('leaves open what differs by environment, but never for the first one', () => {
    const { environments } = plan(
      {
        source: { kind: 'msk', clusterArn: CLUSTER, topic: 'orders' },
        sink: {
          kind: 'iceberg',
          database: 'sales',
          table: 'orders',
          warehouse: 's3://lake/warehouse/',
        },
      },
      eksForm,
    );

    expect(environments[0].open).toEqual([]);
    expect(environments[1].open).toEqual([
      expect.stringMatching(
        /^The ARN of the MSK cluster that is the source in production/,
      ),
      expect.stringMatching(/^The warehouse bucket of the sink in production/),
    ]);
  });

  it('takes ARNs and URIs apart', () => {
    const { source, sink } = plan(
      {
        source: { kind: 'msk', clusterArn: CLUSTER, topic: 'orders' },
        sink: {
          kind: 'iceberg',
          database: 'sales',
          table: 'orders',
          warehouse: 's3://lake/warehouse/',
        },
      },
      eksForm,
    );

    expect(source).toEqual({
      kind: 'msk',
      clusterArn: CLUSTER,
      clusterName: 'events',
      clusterUuid: '01234567-89ab-cdef-0123-456789abcdef-1',
      topic: 'orders',
      consumerGroup: 'orders-enricher',
    });
    expect(sink).toMatchObject({ bucket: 'lake', prefix: 'warehouse' });
  });

  it('is in a network for MSK alone', () => {
    const staging = { environments: ['staging'] };
    const inMsk = plan({
      ...staging,
      source: { kind: 'msk', clusterArn: CLUSTER, topic: 'orders' },
    });

    expect(inMsk.inNetwork).toBe(true);
    expect(inMsk.environments[0].managed?.network).toEqual(
      standards.environments[0].managed?.regions['us-east-1'].network,
    );
    expect(plan(staging).inNetwork).toBe(false);
  });

  it('brings entities along for what nobody picked from the catalog', () => {
    const { catalog } = plan({
      source: {
        ...newJobForm.source,
        entityRef: 'resource:default/orders-stream',
      } as NewJobForm['source'],
    });

    expect(catalog.reads).toEqual(['resource:default/orders-stream']);
    expect(catalog.writes).toEqual([
      'resource:default/s3-lake-orders-enriched',
    ]);
    expect(catalog.resources).toEqual([
      {
        name: 's3-lake-orders-enriched',
        type: 's3-prefix',
        description: 'Objects at s3://lake/orders-enriched',
      },
    ]);
  });

  it('annotates the component with what the portal finds it by', () => {
    expect(plan().catalog.annotations).toEqual({
      'aws.amazon.com/managed-flink-application-arn': expect.stringMatching(
        /^arn:aws:kinesisanalytics:us-east-1:4.*,arn:aws:kinesisanalytics:us-east-1:1/,
      ),
    });
    expect(plan({}, eksForm).catalog.annotations).toEqual({
      'backstage.io/kubernetes-id': 'orders-enricher',
      'backstage.io/kubernetes-namespace': 'analytics',
    });
  });

  it('tags with names, not refs', () => {
    expect(plan({ system: 'system:default/checkout' }).tags).toEqual({
      owner: 'payments',
      'data-classification': 'internal',
      tier: 'tier2',
      'managed-by': 'flink-portal',
      system: 'checkout',
    });
  });

  it('names what Java needs after the job', () => {
    expect(plan().java).toEqual({
      package: 'com.example.ordersenricher',
      path: 'com/example/ordersenricher',
      jobClass: 'OrdersEnricherJob',
    });
    expect(plan({ javaPackage: 'org.acme.orders' }).java.path).toBe(
      'org/acme/orders',
    );
    expect(plan({ name: 'switch' }).java.package).toBe('com.example.switchjob');
  });

  it.each([
    ['git.example.com?owner=flink&repo=orders', 'flink'],
    ['dev.azure.com?organization=data&project=flink&repo=orders', 'data/flink'],
    ['bitbucket.org?workspace=data&project=F&repo=orders', 'data/F'],
  ])('reads the repository %s', (repoUrl, owner) => {
    const { repository } = plan({ repoUrl });

    expect(repository).toMatchObject({
      host: repoUrl.split('?')[0],
      owner,
      name: 'orders',
      url: `https://${repoUrl.split('?')[0]}/${owner}/orders`,
      defaultBranch: 'main',
    });
  });

  it.each([
    ['github', '/blob/main'],
    ['gitlab', '/-/blob/main'],
    ['gitea', '/src/branch/main'],
    ['bitbucketCloud', '/src/main'],
    ['bitbucketServer', '/browse'],
    ['azure', '?path='],
  ])('knows where people see files on %s', (repositoryType, path) => {
    const { plan: planned } = planNewJob(newJobForm, standards, {
      ...context,
      repositoryType,
      repositoryUrl: 'https://git.example.com/flink/orders',
    });

    expect(planned?.repository).toMatchObject({
      type: repositoryType,
      filesUrl: `https://git.example.com/flink/orders${path}`,
    });
  });

  it('says the cost where there are prices', () => {
    expect(plan().cost?.totalUsd).toBe(250.9);
    expect(
      plan({
        environments: ['production'],
        region: 'eu-west-1',
        source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
      }),
    ).not.toHaveProperty('cost');
  });

  it('warns of approval, previews and retirement', () => {
    const { warnings } = plan({
      environments: ['production'],
      source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
      load: { ...newJobForm.load, expectedMBps: 100, partitions: 200 },
      flinkVersion: '1.20',
    });

    expect(warnings).toEqual([
      "About $2298 a month is over $1500: production needs the platform team's approval.",
      'Flink 1.20 is offered until 2027-02-01: its support ends.',
    ]);
    expect(plan({ flinkVersion: '1.20' }, eksForm).warnings[0]).toBe(
      'Flink 1.20 is a preview here.',
    );
  });
});
