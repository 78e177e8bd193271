import type { Conditions } from './conditions';
import type { JobProfile } from './jobProfile';
import { isCommitter } from './topology';
import type { SimulatedVertex, VertexMoment } from './types';

/** How the job's load shows on each of its vertices; a bottleneck is busy and blocks all before it. */
export function vertexMoments(
  profile: JobProfile,
  conditions: Conditions,
  readPerSecond: number,
): ReadonlyMap<string, VertexMoment> {
  const { vertices, outputRatio } = profile;
  const slow = conditions.bottleneckVertex;
  const bottleneck =
    slow === undefined ? undefined : vertices.indexOf(vertices.at(slow)!);
  const moments = new Map<string, VertexMoment>();
  vertices.forEach((vertex, index) => {
    const busyShare = loadOf(profile, conditions, index);
    let busy = readPerSecond === 0 ? 2 : busyShare * 1000;
    let blocked = 0;
    if (bottleneck !== undefined) {
      if (index < bottleneck) {
        blocked = Math.min(985, conditions.pressure * 1000);
        busy = Math.min(busy, 1000 - blocked);
      } else if (index === bottleneck) {
        busy = 1000 - 14 * (1 - conditions.pressure);
      } else {
        busy *= 0.5;
      }
    }
    busy = Math.min(1000 - blocked, busy);
    const passed = vertex.kind === 'source' || index < 2 ? 1 : outputRatio;
    const main = vertex.name.includes('reference-data') ? 0.01 : passed;
    moments.set(vertex.id, {
      ...ratesOf(vertex, vertices, {
        handled: readPerSecond * main,
        emitted: readPerSecond * outputRatio,
      }),
      busyTimeMsPerSecond: Math.round(busy),
      backPressuredTimeMsPerSecond: Math.round(blocked),
      idleTimeMsPerSecond: Math.round(1000 - busy - blocked),
    });
  });
  return moments;
}

/** What goes in and out of a vertex, to other tasks and to the outside. */
function ratesOf(
  vertex: SimulatedVertex,
  vertices: readonly SimulatedVertex[],
  perSecond: { readonly handled: number; readonly emitted: number },
) {
  const rates = {
    recordsInPerSecond: 0,
    recordsOutPerSecond: 0,
    recordsReadPerSecond: 0,
    recordsWrittenPerSecond: 0,
  };
  switch (vertex.kind) {
    case 'source':
      return {
        ...rates,
        recordsReadPerSecond: perSecond.handled,
        recordsOutPerSecond: perSecond.handled,
      };
    case 'operator':
      return {
        ...rates,
        recordsInPerSecond: perSecond.handled,
        recordsOutPerSecond: perSecond.emitted,
      };
    default:
      // A committer gets no records from its writer, only what there is to commit, once per checkpoint.
      return isCommitter(vertex, vertices)
        ? rates
        : {
            ...rates,
            recordsInPerSecond: perSecond.handled,
            recordsWrittenPerSecond: perSecond.handled,
          };
  }
}

function loadOf(
  profile: JobProfile,
  conditions: Conditions,
  index: number,
): number {
  const weight = 0.7 + 0.6 * (((profile.key >>> (index * 3)) & 7) / 7);
  const load = conditions.processedFraction ?? 1;
  return Math.min(
    0.97,
    (conditions.cpuPercent / 100) * weight * Math.min(1.6, load),
  );
}
