import type {
  ApplicationConfigurationDescription,
  ApplicationDetail,
  ApplicationStatus,
  SnapshotStatus,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { Wire } from '../wire/wire';

export type Configuration = Wire<ApplicationConfigurationDescription>;
export type Detail = Wire<ApplicationDetail>;
export type Status = ApplicationStatus;

/** What an application keeps for life. */
export interface ApplicationFacts {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly description?: string;
  readonly mode: 'STREAMING' | 'INTERACTIVE';
  readonly createdAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly logStreamArn?: string;
}

/** What one version of an application is. */
export interface VersionContent {
  readonly runtimeEnvironment: string;
  readonly role: string;
  readonly configuration: Configuration;
}

/** One entry of an application's version history. */
export interface VersionEntry {
  readonly versionId: number;
  readonly atMs: number;
  readonly updatedFrom?: number;
  readonly rolledBackFrom?: number;
  readonly rolledBackTo?: number;
}

/** One operation, planned by a story or asked for through the API. */
export interface OperationRecord {
  readonly id: string;
  readonly operation: string;
  readonly startMs: number;
  /** Infinity while nothing ends it. */
  readonly endMs: number;
  readonly outcome: 'SUCCESSFUL' | 'FAILED' | 'CANCELLED';
  readonly statusDuring: Status;
  readonly statusAfter: Status;
  readonly version?: 'new' | 'previous';
  readonly errorString?: string;
  readonly rollbackOperationId?: string;
  /** The end of a bounded job: changes the status, but is no operation. */
  readonly unlisted?: boolean;
  /** The id of the operation whose failure brings this one; it does not come when that one is broken off. */
  readonly follows?: string;
}

export interface SnapshotRecord {
  readonly name: string;
  readonly versionId: number;
  readonly runtimeEnvironment: string;
  readonly createdAtMs: number;
  readonly readyAtMs: number;
  /** It comes to nothing instead of being ready. */
  readonly fails?: boolean;
  readonly status: SnapshotStatus;
}

/** The ARN of an application. */
export function applicationArn(
  facts: Pick<ApplicationFacts, 'account' | 'region' | 'name'>,
): string {
  return `arn:aws:kinesisanalytics:${facts.region}:${facts.account}:application/${facts.name}`;
}
