import type { LivingJob } from '../livingJob';

/** Amazon Managed Service for Apache Flink's side of one fleet member, as it was set up. */
export interface ManagedFleetMember {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** `FLINK-1_20`, `ZEPPELIN-FLINK-3_0` … */
  readonly runtimeEnvironment: string;
  readonly mode: 'STREAMING' | 'INTERACTIVE';
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly parallelism: number;
  readonly parallelismPerKpu: number;
  readonly autoScalingEnabled: boolean;
  readonly metricsLevel: 'APPLICATION' | 'TASK';
  readonly snapshotsEnabled: boolean;
  readonly rollbackEnabled: boolean;
  /** `HH:MM`, UTC. */
  readonly maintenanceWindowStart: string;
  /** Version of the newest deployment before the story. */
  readonly versionId: number;
  readonly properties: Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
  /** Every application has one; a Studio notebook's is its interpreter. */
  readonly job: LivingJob;
}
