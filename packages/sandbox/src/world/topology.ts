import { hexOf, pick } from './noise';
import type { SimulatedVertex } from './types';

/** One operator chain before it belongs to a job. */
interface Chain {
  readonly name: string;
  readonly kind: SimulatedVertex['kind'];
  /** Indexes of the chains that feed this one. */
  readonly inputs: readonly number[];
  /** Fewer subtasks than the job has, as a fraction. */
  readonly share?: number;
}

type Source = { readonly kind: 'kinesis' | 'kafka'; readonly name: string };

function enrichment(source: Source): Chain[] {
  return [
    { name: `Source: ${source.name} -> parse`, kind: 'source', inputs: [] },
    {
      name: 'Source: reference-data -> key-by-id',
      kind: 'source',
      inputs: [],
      share: 0.25,
    },
    { name: 'enrich -> validate', kind: 'operator', inputs: [0, 1] },
    { name: 'Sink: Writer', kind: 'sink', inputs: [2] },
    { name: 'Sink: Committer', kind: 'sink', inputs: [3] },
  ];
}

function windowing(source: Source): Chain[] {
  return [
    {
      name: `Source: ${source.name} -> assign-watermarks`,
      kind: 'source',
      inputs: [],
    },
    {
      name: 'TumblingEventTimeWindows -> aggregate',
      kind: 'operator',
      inputs: [0],
    },
    { name: 'rank -> format', kind: 'operator', inputs: [1], share: 0.5 },
    { name: 'Sink: Writer', kind: 'sink', inputs: [2] },
  ];
}

function scoring(source: Source): Chain[] {
  return [
    { name: `Source: ${source.name} -> decode`, kind: 'source', inputs: [] },
    { name: 'features -> async-score', kind: 'operator', inputs: [0] },
    { name: 'Sink: decisions', kind: 'sink', inputs: [1] },
    { name: 'Sink: audit', kind: 'sink', inputs: [1], share: 0.5 },
  ];
}

/** A job's chains; the same name always gets the same graph. */
export function topologyOf(jobName: string, source: Source): readonly Chain[] {
  return pick([enrichment, windowing, scoring], `${jobName}/topology`)(source);
}

/** Turns chains into vertices with stable ids. */
export function verticesOf(
  chains: readonly Chain[],
  jobId: string,
  parallelism: number,
): readonly SimulatedVertex[] {
  const idOf = (index: number) => hexOf(`${jobId}/vertex/${index}`, 32);
  return chains.map((chain, index) => ({
    id: idOf(index),
    name: chain.name,
    kind: chain.kind,
    parallelism: Math.max(1, Math.round(parallelism * (chain.share ?? 1))),
    maxParallelism: 128,
    inputs: chain.inputs.map(idOf),
  }));
}

/** Whether a vertex commits what a writer of the same sink has written. */
export function isCommitter(
  vertex: SimulatedVertex,
  vertices: readonly SimulatedVertex[],
): boolean {
  return (
    vertex.kind === 'sink' &&
    vertices.some(
      ({ id, kind }) => kind === 'sink' && vertex.inputs.includes(id),
    )
  );
}
