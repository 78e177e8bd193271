import { sizeJob } from '../sizing';
import { parseStandards, type PlatformStandards } from '../standards';
import { standardsDocument } from '../standards/__fixtures__/standards';
import { eksForm, newJobForm } from './__fixtures__/newJobForm';
import type { NewJobForm } from './NewJobForm';
import { newJobProblems } from './newJobProblems';

const KINESIS = 'arn:aws:kinesis:us-east-1:444455556666:stream/orders';
const CLUSTER =
  'arn:aws:kafka:us-east-1:444455556666:cluster/events/01234567-89ab-cdef-0123-456789abcdef-1';
const standards = parseStandards(standardsDocument());

function problems(
  changed: Partial<NewJobForm>,
  options: {
    form?: NewJobForm;
    standards?: Partial<PlatformStandards>;
    today?: string;
  } = {},
) {
  const form = { ...(options.form ?? newJobForm), ...changed };
  return newJobProblems(
    form,
    sizeJob(form.load, standards),
    { ...standards, ...options.standards },
    options.today ?? '2026-11-26',
  ).map(({ field, message }) => `${field}: ${message}`);
}

describe('newJobProblems', () => {
  it.each([
    ['Managed Flink', newJobForm],
    ['EKS', eksForm],
  ])('finds nothing wrong with a job on %s', (_name, form) => {
    expect(problems({}, { form })).toEqual([]);
  });

  describe('Flink', () => {
    it('refuses a line that is not offered on the target', () => {
      expect(problems({ flinkVersion: '2.3' })).toEqual([
        'flinkVersion: Flink 2.3 is not offered here; choose one of 2.2, 1.20.',
      ]);
    });

    it('takes a preview', () => {
      expect(problems({ flinkVersion: '1.20' }, { form: eksForm })).toEqual([]);
    });

    it('refuses a retiring line from its day on', () => {
      const form = { flinkVersion: '1.20' };

      expect(problems(form, { today: '2027-01-31' })).toEqual([]);
      expect(problems(form, { today: '2027-02-01' })).toEqual([
        'flinkVersion: Flink 1.20 is not offered since 2027-02-01: its support ends.',
      ]);
    });
  });

  describe('places', () => {
    it('refuses an environment the platform does not have', () => {
      expect(problems({ environments: ['staging', 'test'] })).toEqual([
        'environments: There is no environment test; the platform has staging, production.',
      ]);
    });

    it('needs a region on Managed Flink and a namespace on EKS', () => {
      expect(problems({ region: undefined })).toEqual([
        'region: A job on Managed Flink needs a region.',
      ]);
      expect(problems({ namespace: undefined }, { form: eksForm })).toEqual([
        'namespace: A job on EKS needs the namespace of its team.',
      ]);
    });

    it('refuses an environment without the target', () => {
      const [staging, production] = standards.environments;
      const without = {
        environments: [staging, { ...production, managed: undefined }],
      };

      expect(problems({}, { standards: without })).toEqual([
        'environments: production has no account for Managed Flink.',
      ]);
    });

    it('refuses a region that one of the environments does not use', () => {
      const there = {
        region: 'eu-west-1',
        source: {
          ...newJobForm.source,
          streamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
        } as NewJobForm['source'],
      };

      expect(problems({ ...there, environments: ['production'] })).toEqual([]);
      expect(problems(there)).toEqual([
        'region: staging does not use eu-west-1; it uses us-east-1.',
      ]);
    });

    it('refuses a namespace that is not for jobs', () => {
      expect(
        problems(
          { namespace: 'kube-system', environments: ['staging'] },
          { form: eksForm },
        ),
      ).toEqual([
        'namespace: Jobs may not run in kube-system on eks-staging (staging); they may in analytics.',
      ]);
    });
  });

  describe('source and sink', () => {
    it('refuses kinds that are not offered', () => {
      expect(
        problems({}, { standards: { sources: ['msk'], sinks: ['iceberg'] } }),
      ).toEqual([
        'source.kind: Sources of kind kinesis are not offered here; choose one of msk.',
        'sink.kind: Sinks of kind s3 are not offered here; choose one of iceberg.',
      ]);
    });

    it('refuses a source in another region than the first environment', () => {
      expect(
        problems({
          source: {
            kind: 'msk',
            clusterArn: CLUSTER.replace('us-east-1', 'us-west-2'),
            topic: 'orders',
          },
          environments: ['staging'],
        }),
      ).toEqual([
        'source.clusterArn: The source is in us-west-2, but staging runs in us-east-1. Choose the source of us-east-1, or that region.',
      ]);
    });

    it('refuses a sink in another account than the first environment', () => {
      expect(
        problems({
          sink: {
            kind: 'firehose',
            deliveryStreamArn:
              'arn:aws:firehose:us-east-1:999999999999:deliverystream/out',
          },
        })[0],
      ).toMatch(
        /^sink\.deliveryStreamArn: The sink is in account 999999999999, but staging, the first environment, is 444455556666\./,
      );
    });

    it.each<[string, Pick<NewJobForm, 'source' | 'sink'>]>([
      [
        'a stream',
        {
          source: newJobForm.source,
          sink: { kind: 'kinesis', streamArn: KINESIS },
        },
      ],
      [
        'a prefix, with or without a slash at its end',
        {
          source: { kind: 's3', uri: 's3://lake/orders/', format: 'json' },
          sink: { kind: 's3', uri: 's3://lake/orders', format: 'parquet' },
        },
      ],
    ])('refuses to write into what it reads: %s', (_name, both) => {
      expect(problems(both)).toEqual([
        expect.stringMatching(/^sink: The job would write into what it reads/),
      ]);
    });

    it('tells topics of one cluster apart', () => {
      const topics = (topic: string): Pick<NewJobForm, 'source' | 'sink'> => ({
        source: { kind: 'msk', clusterArn: CLUSTER, topic: 'orders' },
        sink: { kind: 'msk', clusterArn: CLUSTER, topic, exactlyOnce: false },
      });

      expect(
        problems({ ...topics('enriched'), environments: ['staging'] }),
      ).toEqual([]);
      expect(
        problems({ ...topics('orders'), environments: ['staging'] }),
      ).toHaveLength(1);
    });

    it.each<[string, NewJobForm['sink']]>([
      ['a prefix', { kind: 's3', uri: 's3://lake/in/out', format: 'json' }],
      [
        'a warehouse',
        {
          kind: 'iceberg',
          database: 'db',
          table: 'orders',
          warehouse: 's3://lake/in/warehouse',
        },
      ],
    ])('refuses to write to %s below what it reads', (_name, sink) => {
      expect(
        problems({
          source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
          sink,
        }),
      ).toEqual([expect.stringMatching(/^sink: The sink is below the prefix/)]);
    });

    it('lets a job write beside what it reads', () => {
      expect(
        problems({
          source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
          sink: { kind: 's3', uri: 's3://lake/in-enriched', format: 'json' },
        }),
      ).toEqual([]);
    });
  });

  describe('network and keys', () => {
    it('needs a VPC for MSK, in every environment', () => {
      expect(
        problems({
          source: { kind: 'msk', clusterArn: CLUSTER, topic: 'orders' },
        }),
      ).toEqual([
        'network: MSK is reached in a VPC only, but the platform has no VPC for production in us-east-1. Ask group:default/platform to add one to the standards.',
      ]);
    });

    it('needs a VPC and a key for data that the standards restrict', () => {
      expect(problems({ dataClassification: 'restricted' })).toEqual([
        "dataClassification: restricted data needs a key of the platform's own, but staging has none in us-east-1. Ask group:default/platform to add one to the standards, or choose another region.",
        'network: restricted data must not leave the VPC, but the platform has no VPC for production in us-east-1. Ask group:default/platform to add one to the standards.',
      ]);
    });

    it('needs a VPC when one was asked for', () => {
      expect(problems({ network: true })).toEqual([
        expect.stringContaining('A VPC was asked for'),
      ]);
    });

    it('does not lend a region the key and the VPC of another', () => {
      const [staging, production] = standards.environments;
      const { network } = staging.managed!.regions['us-east-1'];
      const { managed } = production;
      const equipped = {
        ...production,
        managed: {
          ...managed!,
          regions: {
            ...managed!.regions,
            'us-east-1': { ...managed!.regions['us-east-1'], network },
          },
        },
      };
      const inRegion = (region: string) =>
        problems(
          {
            dataClassification: 'restricted',
            environments: ['production'],
            region,
            source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
          },
          { standards: { environments: [equipped] } },
        );

      expect(inRegion('us-east-1')).toEqual([]);
      expect(inRegion('eu-west-1')).toEqual([
        expect.stringMatching(/^network: .* for production in eu-west-1\./),
        expect.stringMatching(/^dataClassification: .* none in eu-west-1\./),
      ]);
    });

    it('leaves the network of EKS to its clusters', () => {
      expect(
        problems({ dataClassification: 'restricted' }, { form: eksForm }),
      ).toEqual([]);
    });
  });

  describe('size', () => {
    const load = { ...newJobForm.load, partitions: 256 };

    it('refuses more parallelism than an environment allows', () => {
      expect(problems({ load: { ...load, expectedMBps: 70 } })).toEqual([
        'load: The load needs parallelism 19; staging allows 16. Ask group:default/platform for more, or leave out staging.',
      ]);
    });

    it('refuses what costs more than an environment allows', () => {
      expect(
        problems({
          load: { ...load, expectedMBps: 240 },
          environments: ['production'],
          source: { kind: 's3', uri: 's3://lake/in', format: 'json' },
        }),
      ).toEqual([
        'load: About $5454 a month is over the $5000 that production allows one job.',
      ]);
    });
  });

  it('refuses a package with a word of the Java language', () => {
    expect(problems({ javaPackage: 'com.example.new' })).toEqual([
      'javaPackage: new is a word of the Java language and cannot be part of a package.',
    ]);
  });
});
