import { InputError } from '@backstage/errors';
import { z } from 'zod';

const usd = z.number().nonnegative();
const accountId = z.string().regex(/^\d{12}$/, 'twelve digits, in quotes');
const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as 2026-11-25');

const runtimeLines = z.strictObject({
  allowed: z.array(z.string()).min(1),
  preview: z.array(z.string()).default([]),
  default: z.string(),
});

const flinkLine = z.strictObject({
  managed: z
    .strictObject({
      runtimeEnvironment: z.string(),
      flink: z.string(),
      java: z.number().int(),
      python: z.string(),
    })
    .optional(),
  eks: z
    .strictObject({
      operatorVersion: z.string(),
      flink: z.string(),
      java: z.number().int(),
      python: z.string(),
      image: z.string(),
    })
    .optional(),
  connectors: z.strictObject({
    kafka: z.string(),
    aws: z.string(),
    mskIamAuth: z.string(),
    iceberg: z.strictObject({ artifact: z.string(), version: z.string() }),
  }),
});

const network = z.strictObject({
  subnetIds: z
    .array(z.string().regex(/^subnet-[0-9a-f]+$/))
    .min(2)
    .max(16),
  securityGroupIds: z
    .array(z.string().regex(/^sg-[0-9a-f]+$/))
    .min(1)
    .max(5),
});

const managedRegion = z.strictObject({
  artifactBucket: z.string(),
  kmsKey: z.string().optional(),
  network: network.optional(),
});

const cluster = z.strictObject({
  name: z.string(),
  accountId,
  region: z.string(),
  namespaces: z.array(z.string()).min(1),
  stateBucket: z.string(),
  oidcProvider: z.string(),
  imageRegistry: z.string(),
});

const environment = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  production: z.boolean(),
  logRetentionDays: z.number().int().positive(),
  maxParallelism: z.number().int().positive(),
  maxMonthlyUsd: usd,
  approvalAboveMonthlyUsd: usd.optional(),
  alarmTopics: z.record(z.string(), z.string()).default({}),
  managed: z
    .strictObject({
      accountId,
      deployRole: z.string(),
      // Buckets of code, keys and subnets serve their own region only.
      regions: z
        .record(z.string(), managedRegion)
        .refine(regions => Object.keys(regions).length > 0, 'at least one'),
    })
    .optional(),
  eks: z.strictObject({ clusters: z.array(cluster).min(1) }).optional(),
});

const regionPrices = z.strictObject({
  kpuHour: usd,
  storageGbMonth: usd,
  backupGbMonth: usd,
  node: z.strictObject({
    instanceType: z.string(),
    vcpu: z.number().positive(),
    memoryGib: z.number().positive(),
    onDemandHour: usd,
    spotSaving: z.number().min(0).max(0.95),
  }),
});

/** Shape of the standards file; see {@link PlatformStandards}. @public */
export const platformStandardsSchema = z.strictObject({
  version: z.literal(1),
  organization: z.strictObject({
    javaPackagePrefix: z
      .string()
      .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/),
    platformTeam: z.string(),
  }),
  runtimes: z.strictObject({
    managed: runtimeLines,
    eks: runtimeLines,
    retiring: z
      .record(z.string(), z.strictObject({ until: isoDay, reason: z.string() }))
      .default({}),
  }),
  lines: z.record(z.string(), flinkLine),
  sources: z.array(z.enum(['kinesis', 'msk', 's3'])).min(1),
  sinks: z
    .array(z.enum(['kinesis', 'msk', 's3', 'iceberg', 'firehose']))
    .min(1),
  environments: z.array(environment).min(1),
  requiredTags: z.array(z.string()),
  classifications: z
    .partialRecord(
      z.enum(['public', 'internal', 'confidential', 'restricted']),
      z.strictObject({
        customerManagedKey: z.boolean().default(false),
        network: z.boolean().default(false),
      }),
    )
    .default({}),
  checkpointIntervalMs: z.strictObject({
    seconds: z.number().int().positive(),
    minutes: z.number().int().positive(),
  }),
  prices: z.strictObject({
    asOf: isoDay,
    source: z.string(),
    regions: z.record(z.string(), regionPrices),
  }),
});

/**
 * What the platform owner allows, offers and pays: the one file that feeds every enum and default of the
 * forms, the validation, the prices and the policy check of generated repositories.
 *
 * @public
 */
export type PlatformStandards = z.infer<typeof platformStandardsSchema>;

/** One environment of the standards, for example `staging`. @public */
export type StandardEnvironment = PlatformStandards['environments'][number];

/** One cluster that jobs may run on. @public */
export type StandardCluster = NonNullable<
  StandardEnvironment['eks']
>['clusters'][number];

/** What a line of Flink, for example `2.2`, is made of. @public */
export type StandardLine = PlatformStandards['lines'][string];

/** Prices of a region in USD. @public */
export type RegionPrices = PlatformStandards['prices']['regions'][string];

/**
 * Reads and checks a standards file.
 *
 * @throws InputError that names every wrong place, when the file is not well-formed or contradicts itself
 * @public
 */
export function parseStandards(data: unknown): PlatformStandards {
  const parsed = platformStandardsSchema.safeParse(data);
  if (!parsed.success) {
    const places = parsed.error.issues.map(
      issue => `${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
    throw new InputError(`The Flink standards are wrong: ${places.join('; ')}`);
  }
  const contradictions = contradictionsIn(parsed.data);
  if (contradictions.length > 0) {
    throw new InputError(
      `The Flink standards contradict themselves: ${contradictions.join('; ')}`,
    );
  }
  return parsed.data;
}

function contradictionsIn(standards: PlatformStandards): string[] {
  const found: string[] = [];
  for (const target of ['managed', 'eks'] as const) {
    const { allowed, preview, default: first } = standards.runtimes[target];
    for (const line of [...allowed, ...preview]) {
      if (!standards.lines[line]?.[target]) {
        found.push(
          `runtimes.${target} offers ${line}, but lines.${line}.${target} does not say what it is made of`,
        );
      }
    }
    if (!allowed.includes(first)) {
      found.push(
        `runtimes.${target}.default ${first} is not in its allowed lines`,
      );
    }
  }
  for (const { name, managed } of standards.environments) {
    for (const [region, { kmsKey }] of Object.entries(managed?.regions ?? {})) {
      const ofKey = kmsKey?.split(':')[3];
      if (ofKey !== undefined && ofKey !== region) {
        found.push(
          `the key of ${name} in ${region} is ${
            ofKey ? `in ${ofKey}` : 'no ARN'
          }; a key serves its own region only`,
        );
      }
    }
  }
  const names = standards.environments.map(({ name }) => name);
  names
    .filter((name, index) => names.indexOf(name) !== index)
    .forEach(name => found.push(`environment ${name} is there twice`));
  return found;
}
