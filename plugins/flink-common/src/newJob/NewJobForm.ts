import { z } from 'zod';
import {
  dataSinkSchema,
  dataSourceSchema,
  NEW_JOB_PATTERNS,
} from './DataEndpoint';

/** What the size of a job follows from. @public */
export const jobLoadSchema = z.strictObject({
  /** Megabytes per second at the peak. */
  expectedMBps: z.number().min(0.01).max(1000),
  /** Gigabytes of keyed state. */
  stateGB: z.number().min(0).max(1000),
  /** Shards or partitions of the source. */
  partitions: z.number().int().min(1).max(256),
  /** How soon a result is needed: decides the checkpoint interval. */
  latency: z.enum(['seconds', 'minutes']),
  /** `light` parses and filters, `usual` keeps state, `heavy` computes much per record. */
  work: z.enum(['light', 'usual', 'heavy']).default('usual'),
});

/** @public */
export type JobLoad = z.infer<typeof jobLoadSchema>;

/**
 * The answers of the forms that create a job: the input of `flink:validate`, and what a generated
 * repository keeps in `.flink/job.json`.
 *
 * @public
 */
export const newJobFormSchema = z.strictObject({
  target: z.enum(['managed', 'eks']),
  language: z.enum(['java', 'sql', 'python']),
  name: z
    .string()
    .regex(
      new RegExp(NEW_JOB_PATTERNS.name, 'u'),
      '3 to 40 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash',
    ),
  description: z.string().min(1).max(140),
  /** Entity ref of a group or user. */
  owner: z.string().min(1),
  /** Entity ref of a system. */
  system: z.string().optional(),
  criticality: z.enum(['tier1', 'tier2', 'tier3']).default('tier2'),
  dataClassification: z
    .enum(['public', 'internal', 'confidential', 'restricted'])
    .default('internal'),
  /** Names of environments of the standards. */
  environments: z.array(z.string()).min(1),
  /** Managed Flink only. On EKS the clusters decide. */
  region: z.string().optional(),
  /** EKS only. */
  namespace: z
    .string()
    .regex(
      new RegExp(NEW_JOB_PATTERNS.namespace, 'u'),
      'a Kubernetes namespace',
    )
    .optional(),
  flinkVersion: z.string(),
  /** Java and SQL; `<prefix>.<name>` by default. */
  javaPackage: z
    .string()
    .regex(
      new RegExp(NEW_JOB_PATTERNS.javaPackage, 'u'),
      'a Java package as com.example.orders',
    )
    .optional(),
  source: dataSourceSchema,
  sink: dataSinkSchema,
  load: jobLoadSchema,
  autoscaling: z.boolean().default(true),
  /** Put the application into the environment's VPC. MSK and restricted data do that anyway. */
  network: z.boolean().default(false),
  /** `<host>?owner=<owner>&repo=<repo>`, as the RepoUrlPicker gives it. */
  repoUrl: z.string().min(1),
});

/** @public */
export type NewJobForm = z.infer<typeof newJobFormSchema>;
