import type { JobLoad } from '../newJob/NewJobForm';
import type { PlatformStandards } from '../standards';
import type { JobSize, MonthlyCost } from './JobSize';
import { monthlyCost } from './monthlyCost';
import { sizeJob } from './sizeJob';

/** One question and how the two ways to run a job answer it. @public */
export interface RuntimeDifference {
  readonly question: string;
  readonly managed: string;
  readonly eks: string;
}

/** Managed Flink and EKS side by side, for one load. @public */
export interface RuntimeComparison {
  readonly size: JobSize;
  /** Absent where the standards have no prices for the region. */
  readonly managedCost?: MonthlyCost;
  readonly eksCost?: MonthlyCost;
  readonly differences: readonly RuntimeDifference[];
  readonly recommended: 'managed' | 'eks';
  /** Why, with the numbers it goes by. */
  readonly reason: string;
}

// Source: AWS, "Managed Flink quotas": 64 KPUs and parallelism 256 without a request to AWS.
const KPU_QUOTA = 64;
const PARALLELISM_QUOTA = 256;
/** What somebody pays a month to not run the operator, its upgrades and the cluster for one more job. */
const WORTH_RUNNING_ONESELF_USD = 500;

// Source: AWS, "Automatic scaling in Managed Flink" (CPU above 75 % for 15 min doubles, below 10 % for 6 h lowers);
// Flink Kubernetes Operator, "Autoscaler".
const DIFFERENCES: readonly RuntimeDifference[] = [
  {
    question: 'Who runs it',
    managed: 'AWS runs JobManager, TaskManagers, patches and their storage.',
    eks: 'Your platform team runs the cluster and the operator, and upgrades both.',
  },
  {
    question: 'Scaling',
    managed:
      'Whole job, on CPU: doubles after 15 min above 75 %. Each step restarts the job.',
    eks: 'The operator’s autoscaler sizes each operator by its backlog and busy time.',
  },
  {
    question: 'When something dies',
    managed:
      'AWS replaces it and restarts from the last checkpoint. Snapshots are kept by AWS.',
    eks: 'Kubernetes restarts pods; high availability and checkpoints in S3 bring the job back. Spot nodes leave more often.',
  },
  {
    question: 'What you pay',
    managed:
      'Per KPU and hour, plus one KPU that orchestrates. Nothing when stopped.',
    eks: 'A share of nodes that are paid whether used or not; Spot lowers it.',
  },
  {
    question: 'What you may change',
    managed: 'Code, properties, parallelism. Flink’s own options mostly not.',
    eks: 'Everything: image, options, native libraries, any line the operator knows.',
  },
];

/**
 * Sizes and prices one load on both runtimes and says which fits better and why.
 *
 * @public
 */
export function compareRuntimes(
  load: JobLoad,
  region: string | undefined,
  standards: Pick<PlatformStandards, 'checkpointIntervalMs' | 'prices'>,
): RuntimeComparison {
  const size = sizeJob(load, standards);
  const managedCost =
    region === undefined
      ? undefined
      : monthlyCost('managed', size, region, standards);
  const eksCost =
    region === undefined
      ? undefined
      : monthlyCost('eks', size, region, standards);
  return {
    size,
    ...(managedCost ? { managedCost } : {}),
    ...(eksCost ? { eksCost } : {}),
    differences: DIFFERENCES,
    ...recommend(size, managedCost, eksCost),
  };
}

function recommend(
  size: JobSize,
  managedCost: MonthlyCost | undefined,
  eksCost: MonthlyCost | undefined,
): Pick<RuntimeComparison, 'recommended' | 'reason'> {
  if (size.managed.kpus > KPU_QUOTA || size.parallelism > PARALLELISM_QUOTA) {
    return {
      recommended: 'eks',
      reason: `${size.managed.kpus} KPUs at parallelism ${size.parallelism} are over what Managed Flink allows without asking AWS (${KPU_QUOTA} KPUs, parallelism ${PARALLELISM_QUOTA}).`,
    };
  }
  if (!managedCost || !eksCost) {
    return {
      recommended: 'managed',
      reason:
        'Nobody has to run it. There are no prices for this region, so costs are not compared.',
    };
  }
  const savedUsd = Math.round(managedCost.totalUsd - eksCost.totalUsd);
  return savedUsd > WORTH_RUNNING_ONESELF_USD
    ? {
        recommended: 'eks',
        reason: `EKS saves about $${savedUsd} a month, more than the $${WORTH_RUNNING_ONESELF_USD} that not running it yourself is taken to be worth.`,
      }
    : {
        recommended: 'managed',
        reason:
          savedUsd > 0
            ? `Nobody has to run it, and EKS would save only about $${savedUsd} a month.`
            : 'Nobody has to run it, and EKS would save nothing.',
      };
}
