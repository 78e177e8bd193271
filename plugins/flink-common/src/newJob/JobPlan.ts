import type { JobSize, MonthlyCost } from '../sizing';
import type { NewJobForm } from './NewJobForm';

/** A source of a plan, with what its ARN or URI says taken apart. @public */
export type PlannedSource =
  | {
      readonly kind: 'kinesis';
      readonly streamArn: string;
      readonly streamName: string;
      readonly enhancedFanOut: boolean;
    }
  | {
      readonly kind: 'msk';
      readonly clusterArn: string;
      readonly clusterName: string;
      readonly clusterUuid: string;
      readonly topic: string;
      readonly consumerGroup: string;
    }
  | {
      readonly kind: 's3';
      readonly uri: string;
      readonly bucket: string;
      /** Without slashes at its ends; empty for the whole bucket. */
      readonly prefix: string;
      readonly format: 'json' | 'csv';
    };

/** A sink of a plan, with what its ARN or URI says taken apart. @public */
export type PlannedSink =
  | {
      readonly kind: 'kinesis';
      readonly streamArn: string;
      readonly streamName: string;
    }
  | {
      readonly kind: 'msk';
      readonly clusterArn: string;
      readonly clusterName: string;
      readonly clusterUuid: string;
      readonly topic: string;
      readonly exactlyOnce: boolean;
    }
  | {
      readonly kind: 's3';
      readonly uri: string;
      readonly bucket: string;
      readonly prefix: string;
      readonly format: 'parquet' | 'json';
    }
  | {
      readonly kind: 'iceberg';
      readonly database: string;
      readonly table: string;
      readonly warehouse: string;
      readonly bucket: string;
      readonly prefix: string;
    }
  | {
      readonly kind: 'firehose';
      readonly deliveryStreamArn: string;
      readonly deliveryStreamName: string;
    };

/** One environment a job is deployed to. Source and sink are this environment's own. @public */
export interface PlannedEnvironment {
  readonly name: string;
  readonly production: boolean;
  readonly accountId: string;
  readonly region: string;
  readonly logRetentionDays: number;
  readonly maxParallelism: number;
  readonly alarmTopicArn?: string;
  readonly managed?: {
    readonly applicationArn: string;
    readonly artifactBucket: string;
    readonly deployRole: string;
    readonly kmsKey?: string;
    readonly network?: {
      readonly subnetIds: readonly string[];
      readonly securityGroupIds: readonly string[];
    };
  };
  readonly eks?: {
    readonly cluster: string;
    readonly namespace: string;
    readonly stateBucket: string;
    readonly oidcProvider: string;
    readonly imageRepository: string;
  };
  /** The portal's id of the application. */
  readonly applicationId: string;
  readonly source: PlannedSource;
  readonly sink: PlannedSink;
  /**
   * What nobody could know yet, in words, because it differs by environment and the form asks once: for example
   * the ARN of the production MSK cluster. A deployment there must not begin before it is filled in.
   */
  readonly open: readonly string[];
}

/** A catalog entity that a repository brings along, because none was picked. @public */
export interface PlannedResource {
  readonly name: string;
  /** `kinesis-stream`, `kafka-topic`, `s3-bucket`, `iceberg-table`, `firehose-stream` */
  readonly type: string;
  readonly description: string;
}

/**
 * Everything the skeletons of a job's repository are rendered from: the output of `flink:validate`, and the
 * `values` of every `fetch:template` step. All of it follows from the form and the standards.
 *
 * @public
 */
export interface JobPlan {
  readonly form: NewJobForm;
  readonly name: string;
  /** For people: `Orders enricher`. */
  readonly title: string;
  readonly description: string;
  readonly owner: string;
  /** The owner as a tag or label carries it: the group's name alone when it is in the default namespace. */
  readonly ownerTag: string;
  readonly system?: string;
  readonly criticality: NewJobForm['criticality'];
  readonly dataClassification: NewJobForm['dataClassification'];
  readonly target: NewJobForm['target'];
  readonly language: NewJobForm['language'];
  readonly flink: {
    /** `2.2` */
    readonly line: string;
    /** `2.2.1` */
    readonly version: string;
    /** `2` */
    readonly major: number;
    readonly java: number;
    readonly python: string;
    /** `FLINK-2_2`; managed only. */
    readonly runtimeEnvironment?: string;
    /** `v2_2`; EKS only. */
    readonly operatorVersion?: string;
    /** EKS only. */
    readonly image?: string;
  };
  readonly connectors: {
    readonly kafka: string;
    readonly aws: string;
    readonly mskIamAuth: string;
    readonly icebergArtifact: string;
    readonly icebergVersion: string;
  };
  readonly java: {
    readonly package: string;
    /** `com/example/orders` */
    readonly path: string;
    /** `OrdersEnricherJob` */
    readonly jobClass: string;
  };
  /** The source of the first environment. */
  readonly source: PlannedSource;
  /** The sink of the first environment. */
  readonly sink: PlannedSink;
  readonly size: JobSize;
  /** In the first environment's region; absent without prices. */
  readonly cost?: MonthlyCost;
  readonly autoscaling: boolean;
  /** Put into a VPC, because asked for, or because MSK or the classification needs it. */
  readonly inNetwork: boolean;
  readonly customerManagedKey: boolean;
  /** In the order of promotion. Never empty. */
  readonly environments: readonly PlannedEnvironment[];
  /** What every application and stack is tagged with, but for `environment`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly catalog: {
    /** Entity refs of what the job reads. */
    readonly reads: readonly string[];
    /** Entity refs of what the job writes. */
    readonly writes: readonly string[];
    /** Entities of these that do not exist yet. */
    readonly resources: readonly PlannedResource[];
    /** Of the component, so that the portal finds its applications. */
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly repository: {
    /** Kind of git host, as Backstage's integrations name it: `github`, `gitlab`, `gitea` … */
    readonly type: string;
    readonly host: string;
    readonly owner: string;
    readonly name: string;
    readonly url: string;
    /** Where people see the files of the default branch: a path follows, as `/docs/runbook.md`. */
    readonly filesUrl: string;
    readonly defaultBranch: string;
  };
  readonly platformTeam: string;
  /** What the generated repository's policy check goes by. */
  readonly policy: {
    readonly allowedLines: readonly string[];
    readonly requiredTags: readonly string[];
    readonly allowedRegions: readonly string[];
  };
  readonly template: { readonly name: string; readonly version: string };
  /** What is legal and still worth knowing. */
  readonly warnings: readonly string[];
}

/** Why a form cannot become a plan. @public */
export interface PlanProblem {
  /** Path of the field in the form, for example `source.streamArn`. */
  readonly field: string;
  /** What is wrong and what to do. */
  readonly message: string;
}
