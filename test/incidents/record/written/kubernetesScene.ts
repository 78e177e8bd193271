import {
  read,
  unreadable,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  shrinkObservations,
  type Emitted,
} from '../../format/shrinkObservations';
import {
  ApplicationMemory,
  eventSchema,
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  podSchema,
  toObservation,
  type ApplicationFacts,
  type FlinkReadingJob,
} from '../runtimes';
import { writeFixture } from '../writeFixture';
import { at, iso, MINUTE_MS, seriesOf, START_MS, type Values } from './values';
import { headOf, type WrittenPlan } from './WrittenPlan';

type Json = Record<string, unknown>;

/** The cluster's objects at a minute, raw as the API server sends them, and what Flink's REST API answers. */
export interface Scene {
  readonly deployment?: Json;
  readonly blueGreen?: Json;
  readonly sessionJobs?: readonly Json[];
  readonly pods?: readonly Json[];
  readonly events?: readonly Json[];
  /** Absent: Flink is not asked. A text: it cannot be reached, and why. */
  readonly flink?:
    | string
    | { readonly jobs: readonly FlinkReadingJob[]; readonly values: Values };
  /** The API server does not answer at this minute. */
  readonly silent?: string;
}

/** A sequence made of objects, read through the real translation. */
export interface KubernetesPlan extends WrittenPlan {
  readonly scene: (minute: number) => Scene;
}

const CLUSTER = 'eks-prod';

/** Translates every minute of a plan and writes the fixture. */
export function writeKubernetes(plan: KubernetesPlan): void {
  const memory = new ApplicationMemory(undefined);
  const emitted: Emitted[] = [];
  for (let minute = 0; minute <= plan.minutes; minute += 1) {
    const scene = plan.scene(minute);
    emitted.push(
      scene.silent === undefined
        ? {
            atMs: at(minute),
            observation: observationOf(scene, minute, memory),
          }
        : { atMs: at(minute), failed: 'unreachable', message: scene.silent },
    );
  }
  const first = emitted.find(each => 'observation' in each);
  if (!first || !('observation' in first)) {
    throw new Error(`${plan.fixture} has no observation`);
  }
  writeFixture(plan.fixture, {
    ...headOf(plan, 'kubernetes', iso(0)),
    application: {
      ...first.observation.application,
      scope: [...first.observation.application.scope],
    },
    ...shrinkObservations(START_MS, emitted),
  });
}

function observationOf(
  scene: Scene,
  minute: number,
  memory: ApplicationMemory,
): Observation {
  const { flink } = scene;
  const deployment =
    scene.deployment && flinkDeploymentSchema.parse(scene.deployment);
  if (typeof flink === 'object') {
    memory.flink = {
      atMs: at(minute),
      flinkVersion: '1.20.1',
      jobs: flink.jobs,
      metrics: {
        from: iso(minute),
        to: iso(minute + 1),
        resolutionSeconds: 60,
        series: seriesOf(minute, flink.values),
      },
    };
  }
  const fresh =
    memory.flink && at(minute) - memory.flink.atMs <= 5 * MINUTE_MS
      ? { flink: memory.flink }
      : {};
  const facts: ApplicationFacts = {
    cluster: CLUSTER,
    sourceId: `kubernetes:${CLUSTER}`,
    namespace: deployment?.metadata.namespace ?? 'payments',
    // Both sides of a pair are the application that owns them.
    name: scene.blueGreen ? 'orders' : deployment?.metadata.name ?? 'orders',
    deployment,
    ...(scene.blueGreen
      ? { blueGreen: flinkBlueGreenDeploymentSchema.parse(scene.blueGreen) }
      : {}),
    sessionJobs: part(scene.sessionJobs, flinkSessionJobSchema),
    snapshots: { read: true, value: [] },
    pods: part(scene.pods, podSchema),
    events: part(scene.events, eventSchema),
    ...fresh,
    seen: memory.see(deployment, at(minute)),
    nowMs: at(minute),
  };
  const observation = toObservation(
    facts,
    memory,
    typeof flink === 'string'
      ? unreadable('unreachable', flink, iso(minute))
      : flink && memory.flink && read(memory.flink.metrics, iso(minute)),
  );
  memory.remember(observation);
  return observation;
}

function part<T>(
  raw: readonly Json[] | undefined,
  schema: { parse(value: unknown): T },
): { readonly read: true; readonly value: readonly T[] } {
  return { read: true, value: (raw ?? []).map(each => schema.parse(each)) };
}
