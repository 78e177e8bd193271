import { FixedClock, SimulatedJob, createWorld } from '../world';
import { isCommitter } from '../world/topology';
import { operatorScope, vertexMetrics } from './vertex-metrics';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

/** A job whose sink has a writer and a committer, read an hour after it began. */
function enrichment(flinkVersion = '1.19'): SimulatedJob {
  const world = createWorld({ seed: 'metrics', clock: new FixedClock(NOW_MS) });
  for (let number = 0; ; number++) {
    const job = world.adopt({
      name: `enrichment-${number}`,
      flinkVersion,
      parallelism: 4,
      story: 'healthy',
      submittedAtMs: NOW_MS - 60 * 60_000,
    });
    if (job.vertices.some(one => one.name === 'Sink: Committer')) return job;
  }
}

/** The sum over subtasks of a vertex's metric; undefined when it has none of that name. */
function reader(job: SimulatedJob, vertexName: string) {
  const vertex = job.vertices.find(one => one.name.startsWith(vertexName))!;
  const metrics = vertexMetrics(job, vertex, job.at(NOW_MS));
  const sum = (name: string) =>
    metrics.get(name)?.reduce<number>((all, one) => all + Number(one), 0);
  return {
    ofTask: sum,
    ofOperator: (name: string) => sum(`${operatorScope(vertex.name)}.${name}`),
  };
}

it('counts at a source operator what its readers took from outside', () => {
  const job = enrichment();
  const [source] = job.vertices;
  const { ofOperator } = reader(job, source.name);

  expect(ofOperator('numRecordsInPerSecond')).toBeCloseTo(
    job.at(NOW_MS).recordsInPerSecond,
  );
  expect(ofOperator('numRecordsInPerSecond')).toBeGreaterThan(10);
});

it('counts at the operator of a sink writer what it handed to the outside', () => {
  const job = enrichment();
  const { recordsOutPerSecond, uptimeMs } = job.at(NOW_MS);
  const { ofOperator } = reader(job, 'Sink: Writer');

  expect(ofOperator('numRecordsOutPerSecond')).toBeCloseTo(recordsOutPerSecond);
  // Both count the same, each subtask rounds; Flink registers a counter for it and no rate.
  const sent = ofOperator('numRecordsSend')!;
  expect(Math.abs(sent - (recordsOutPerSecond * uptimeMs) / 1000)).toBeLessThan(
    4,
  );
  expect(ofOperator('numRecordsSendPerSecond')).toBeUndefined();
});

it('knows no records of a committer: it is sent what to commit', () => {
  const job = enrichment();
  const committer = job.vertices.find(one => isCommitter(one, job.vertices))!;
  const { ofTask, ofOperator } = reader(job, committer.name);

  expect(committer.name).toBe('Sink: Committer');
  expect([
    ofTask('numRecordsInPerSecond'),
    ofOperator('numRecordsOutPerSecond'),
    ofOperator('numRecordsSend'),
  ]).toEqual([0, 0, undefined]);
});

// FLINK-33681: source and sink operators' traffic with the outside counts for the task as well.
it.each([
  { flinkVersion: '1.19', outside: false },
  { flinkVersion: '1.20', outside: false },
  { flinkVersion: '2.0', outside: true },
])(
  "counts traffic with the outside in $flinkVersion's tasks: $outside",
  ({ flinkVersion, outside }) => {
    const job = enrichment(flinkVersion);
    const source = reader(job, job.vertices[0].name);
    const writer = reader(job, 'Sink: Writer');

    expect([
      source.ofTask('numRecordsInPerSecond'),
      writer.ofTask('numRecordsOutPerSecond'),
    ]).toEqual(
      outside
        ? [
            source.ofOperator('numRecordsInPerSecond'),
            writer.ofOperator('numRecordsOutPerSecond'),
          ]
        : [0, 0],
    );
  },
);

it('has the output watermark at operators, not at tasks', () => {
  const job = enrichment();
  const { ofTask, ofOperator } = reader(job, 'enrich');

  expect(ofOperator('currentOutputWatermark')).toBeGreaterThan(0);
  expect(ofTask('currentOutputWatermark')).toBeUndefined();
});
