import { pairwise, type Row } from './pairwise';

const FIRST = { accountId: '444455556666', region: 'us-east-1' };

interface Place {
  readonly accountId: string;
  readonly region: string;
}

const CLUSTER_ID = '6a5b4c3d-1111-2222-3333-444455556666-7';

/** The kinds of source, each with every answer that only it has. */
const SOURCES = {
  kinesis: (at: Place) => ({ kind: 'kinesis', streamArn: stream(at, 'in') }),
  'kinesis with fan-out': (at: Place) => ({
    kind: 'kinesis',
    streamArn: stream(at, 'in'),
    enhancedFanOut: true,
  }),
  msk: (at: Place) => ({
    kind: 'msk',
    clusterArn: cluster(at),
    topic: 'in.v1',
  }),
  's3 of json': () => ({ kind: 's3', uri: 's3://example-raw/in' }),
  's3 of csv': () => ({
    kind: 's3',
    uri: 's3://example-raw',
    format: 'csv',
  }),
};

/** The kinds of sink, each with every answer that only it has. */
const SINKS = {
  kinesis: (at: Place) => ({ kind: 'kinesis', streamArn: stream(at, 'out') }),
  msk: (at: Place) => ({
    kind: 'msk',
    clusterArn: cluster(at),
    topic: 'out_v1',
  }),
  'msk exactly once': (at: Place) => ({
    kind: 'msk',
    clusterArn: cluster(at),
    topic: 'out_v1',
    exactlyOnce: true,
  }),
  's3 of parquet': () => ({ kind: 's3', uri: 's3://example-lake/out/' }),
  's3 of json': () => ({
    kind: 's3',
    uri: 's3://example-lake/a/b=c',
    format: 'json',
  }),
  iceberg: () => ({
    kind: 'iceberg',
    database: 'lake',
    table: 'out_table',
    warehouse: 's3://example-lake/warehouse',
  }),
  firehose: (at: Place) => ({
    kind: 'firehose',
    deliveryStreamArn: `arn:aws:firehose:${at.region}:${at.accountId}:deliverystream/out`,
  }),
};

/** Environments, and where the first of them runs a job of either target. */
const PLACES = {
  staging: { environments: ['staging'], managed: FIRST, eks: FIRST },
  both: { environments: ['staging', 'production'], managed: FIRST, eks: FIRST },
  production: {
    environments: ['production'],
    managed: { accountId: '111122223333', region: 'us-east-1' },
    eks: { accountId: '111122223333', region: 'eu-west-1' },
  },
};

const LOADS = {
  small: { expectedMBps: 0.01, stateGB: 0, partitions: 1 },
  usual: { expectedMBps: 2, stateGB: 3, partitions: 4 },
  large: { expectedMBps: 20, stateGB: 20, partitions: 64 },
  'more than its partitions': { expectedMBps: 40, stateGB: 1, partitions: 2 },
};

const factors = {
  target: ['managed', 'eks'],
  language: ['java', 'sql', 'python'],
  source: Object.keys(SOURCES) as (keyof typeof SOURCES)[],
  sink: Object.keys(SINKS) as (keyof typeof SINKS)[],
  place: Object.keys(PLACES) as (keyof typeof PLACES)[],
  flinkVersion: ['2.2', '1.20'],
  criticality: ['tier1', 'tier2', 'tier3', undefined],
  dataClassification: [
    'public',
    'internal',
    'confidential',
    'restricted',
    undefined,
  ],
  load: Object.keys(LOADS) as (keyof typeof LOADS)[],
  latency: ['seconds', 'minutes'],
  work: ['light', 'usual', 'heavy', undefined],
  autoscaling: [true, false, undefined],
  network: [true, false, undefined],
  system: ['system:default/checkout', undefined],
  owner: ['group:default/payments-data', 'user:default/ada'],
  javaPackage: ['com.example.of_others', undefined],
  sourceEntity: ['resource:default/known-in', undefined],
  sinkEntity: ['resource:default/known-out', undefined],
  description: [
    'Adds prices to orders',
    'Quotes: "a", \'b\' & <c>; 100 % | #1: {d} \\ `e` – é',
  ],
  name: ['orders-enricher', 'a1b', `a${'-very-long-name'.repeat(2)}-12345678`],
} as const;

type Choice = Row<typeof factors>;

/** One filled-in form, as the server receives it. */
export interface FilledForm {
  /** For people: what was chosen. */
  readonly title: string;
  /** The template it belongs to: `managed-java`. */
  readonly template: string;
  readonly target: 'managed' | 'eks';
  readonly language: 'java' | 'sql' | 'python';
  readonly values: Record<string, unknown>;
}

/** Every source × sink × language × target, all else as the form proposes it. */
export function everyCombination(): FilledForm[] {
  const sources = ['kinesis', 'msk', 's3 of json'] as const;
  const sinks = [
    'kinesis',
    'msk exactly once',
    's3 of parquet',
    'iceberg',
    'firehose',
  ] as const;
  return factors.target.flatMap(target =>
    factors.language.flatMap(language =>
      sources.flatMap(source =>
        sinks.map(sink =>
          formOf({
            target,
            language,
            source,
            sink,
            place: 'both',
            flinkVersion: '2.2',
            criticality: undefined,
            dataClassification: undefined,
            load: 'usual',
            latency: 'minutes',
            work: undefined,
            autoscaling: undefined,
            network: undefined,
            system: undefined,
            owner: 'group:default/payments-data',
            javaPackage: undefined,
            sourceEntity: undefined,
            sinkEntity: undefined,
            description: 'Adds prices to orders',
            name: 'orders-enricher',
          }),
        ),
      ),
    ),
  );
}

/** Forms in which every two answers come up together. */
export function everyPair(): FilledForm[] {
  return pairwise(factors).map(formOf);
}

function formOf(choice: Choice): FilledForm {
  const { target, language, source, sink, place } = choice;
  const { environments, [target]: at } = PLACES[place];
  return {
    title: Object.values(choice).map(String).join(', '),
    template: `${target}-${language}`,
    target,
    language,
    values: withoutGaps({
      name: choice.name,
      description: choice.description,
      owner: choice.owner,
      system: choice.system,
      criticality: choice.criticality,
      dataClassification: choice.dataClassification,
      environments,
      ...(target === 'managed'
        ? { region: at.region, network: choice.network }
        : { namespace: 'analytics' }),
      flinkVersion: choice.flinkVersion,
      ...(language === 'python' ? {} : { javaPackage: choice.javaPackage }),
      source: withoutGaps({
        ...SOURCES[source](at),
        entityRef: choice.sourceEntity,
      }),
      sink: withoutGaps({ ...SINKS[sink](at), entityRef: choice.sinkEntity }),
      load: withoutGaps({
        ...LOADS[choice.load],
        latency: choice.latency,
        work: choice.work,
      }),
      autoscaling: choice.autoscaling,
      repoUrl: `gitea.example.com?owner=flink&repo=${choice.name}`,
    }),
  };
}

function withoutGaps(fields: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}

function stream({ accountId, region }: Place, name: string) {
  return `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
}

function cluster({ accountId, region }: Place) {
  return `arn:aws:kafka:${region}:${accountId}:cluster/events/${CLUSTER_ID}`;
}
