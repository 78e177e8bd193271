import type { FlinkJob } from './answers';
import { FlinkRestClient } from './FlinkRestClient';
import { MetricNameCache } from './MetricNameCache';
import { sampleJob } from './sampleMetrics';

const JOB = 'a'.repeat(32);
const [SOURCE, WRITER, COMMITTER] = ['b', 'c', 'd'].map(each =>
  each.repeat(32),
);

/** A source, the writer of a sink, and the committer that the writer tells what to commit. */
const job: FlinkJob = {
  jid: JOB,
  name: 'orders',
  state: 'RUNNING',
  'start-time': 1_000,
  vertices: [
    { id: SOURCE, name: 'Source: orders' },
    { id: WRITER, name: 'enrich -> Sink: Writer' },
    { id: COMMITTER, name: 'Sink: Committer' },
  ],
  plan: {
    nodes: [
      { id: SOURCE },
      { id: WRITER, inputs: [{ id: SOURCE }] },
      { id: COMMITTER, inputs: [{ id: WRITER }] },
    ],
  },
};

const RATES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [SOURCE]: { numRecordsOutPerSecond: 900 },
  [WRITER]: { 'Sink__Writer.numRecordsOutPerSecond': 120 },
  [COMMITTER]: { 'Sink__Committer.numRecordsOutPerSecond': 3 },
};

const client = new FlinkRestClient(async path => {
  const vertex = Object.keys(RATES).find(id => path.includes(id));
  if (!vertex) {
    return [];
  }
  return Object.entries(RATES[vertex]).map(([id, value]) =>
    path.includes('get=') ? { id, sum: value, max: value } : { id },
  );
});

it('takes the records that leave a job from the writer of its sink, not from its committer', async () => {
  const samples = await sampleJob(
    client,
    new MetricNameCache(),
    job,
    'kubernetes',
    '1.x',
  );

  expect(
    samples.filter(
      ({ metric, part }) => metric === 'numRecordsOutPerSecond' && !part,
    ),
  ).toEqual([{ metric: 'numRecordsOutPerSecond', value: 120 }]);
});
