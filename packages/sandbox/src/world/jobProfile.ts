import type { FirstStart } from './pace';
import { hash32, hexOf, uniformOf } from './noise';
import { topologyOf, verticesOf } from './topology';
import type { JobRequest, SimulatedVertex, StoredState } from './types';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** What a job is, apart from what happens to it. */
export interface JobProfile {
  readonly jobId: string;
  readonly name: string;
  /** Seeds all noise of this job. */
  readonly key: number;
  readonly seed: string;
  readonly flinkVersion: string;
  readonly parallelism: number;
  readonly checkpointIntervalMs: number;
  readonly checkpointingEnabled: boolean;
  readonly source: {
    readonly kind: 'kinesis' | 'kafka';
    readonly name: string;
  };
  readonly vertices: readonly SimulatedVertex[];
  readonly story: string;
  /** First submission ever. */
  readonly submittedAtMs: number;
  /** How it comes to life; as the services really take without. */
  readonly firstStart?: FirstStart;
  /** The newest deployment before the story, if there was one. */
  readonly deployedAtMs?: number;
  /** What the first run was restored from. */
  readonly beginsFrom?: StoredState;
  /** Deployments before anybody changes the job drop its state. */
  readonly isDeployedStateless: boolean;
  readonly peakRecordsPerSecond: number;
  /** Records out per record in. */
  readonly outputRatio: number;
  readonly stateBytes: number;
  readonly heapMaxBytes: number;
  readonly managedMemoryTotalBytes: number;
  readonly peakHourUtc: number;
  /** CPU percent at peak traffic. */
  readonly peakCpuPercent: number;
}

/** Facts of a fleet member's job that a request does not carry. */
export interface JobTraits {
  readonly deployedAtMs?: number;
  readonly isDeployedStateless?: boolean;
  readonly checkpointingEnabled?: boolean;
  readonly peakRecordsPerSecond?: number;
  readonly stateBytes?: number;
  readonly peakHourUtc?: number;
}

/** Fills in everything a request leaves open, from the job's own seed. */
export function profileOf(
  worldSeed: string,
  request: JobRequest,
  submittedAtMs: number,
  traits: JobTraits = {},
): JobProfile {
  const seed = `${worldSeed}/${request.seed ?? request.name}`;
  const jobId = hexOf(`${seed}/job`, 32);
  const chance = (trait: string) => uniformOf(`${seed}/${trait}`);
  const source = request.source ?? {
    kind: 'kafka' as const,
    name: `${request.name}-events`,
  };
  return {
    jobId,
    name: request.name,
    key: hash32(seed),
    seed,
    flinkVersion: request.flinkVersion,
    parallelism: request.parallelism,
    checkpointIntervalMs: request.checkpointIntervalMs ?? 60_000,
    checkpointingEnabled: traits.checkpointingEnabled ?? true,
    source,
    vertices: verticesOf(
      topologyOf(request.name, source),
      jobId,
      request.parallelism,
    ),
    story: request.story ?? 'healthy',
    submittedAtMs,
    deployedAtMs: traits.deployedAtMs,
    beginsFrom: request.beginsFrom,
    isDeployedStateless: traits.isDeployedStateless ?? false,
    peakRecordsPerSecond:
      traits.peakRecordsPerSecond ??
      Math.round(request.parallelism * (180 + 1400 * chance('rate'))),
    outputRatio: 0.35 + 0.6 * chance('ratio'),
    stateBytes: traits.stateBytes ?? (0.2 + 6 * chance('state')) * GIB,
    heapMaxBytes: 3 * GIB,
    managedMemoryTotalBytes: 900 * MIB,
    peakHourUtc: traits.peakHourUtc ?? 14,
    peakCpuPercent: 34 + 26 * chance('cpu'),
  };
}
