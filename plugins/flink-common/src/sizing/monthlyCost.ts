import type { PlatformStandards } from '../standards';
import type { JobSize, MonthlyCost } from './JobSize';

const HOURS_PER_MONTH = 730;
const STORAGE_GB_PER_KPU = 50;

/**
 * What a job of a size costs a month in a region, by the prices of the standards. On EKS it is the job's share
 * of the nodes, TaskManagers on Spot; the cluster's own price is not in it.
 *
 * @returns undefined when the standards have no prices for the region
 * @public
 */
export function monthlyCost(
  target: 'managed' | 'eks',
  size: JobSize,
  region: string,
  standards: Pick<PlatformStandards, 'prices'>,
): MonthlyCost | undefined {
  const { asOf, regions } = standards.prices;
  if (!Object.hasOwn(regions, region)) {
    return undefined;
  }
  const prices = regions[region];
  const parts =
    target === 'managed'
      ? [
          {
            name: `${size.managed.kpus} KPU and 1 for orchestration`,
            usd: (size.managed.kpus + 1) * HOURS_PER_MONTH * prices.kpuHour,
          },
          {
            // AWS's pricing page bills it; AWS's own agent toolkit calls it included. The dearer reading counts.
            name: `up to ${
              size.managed.kpus * STORAGE_GB_PER_KPU
            } GB of running storage`,
            usd: size.managed.kpus * STORAGE_GB_PER_KPU * prices.storageGbMonth,
          },
        ]
      : [
          {
            name: 'JobManager, On-Demand',
            usd:
              nodeShare(size.eks.jobManagerCpu, size.eks.jobManagerMemoryMib) *
              prices.node.onDemandHour *
              HOURS_PER_MONTH,
          },
          {
            name: `${size.eks.taskManagers} TaskManager${
              size.eks.taskManagers === 1 ? '' : 's'
            }, Spot`,
            usd:
              size.eks.taskManagers *
              nodeShare(
                size.eks.taskManagerCpu,
                size.eks.taskManagerMemoryMib,
              ) *
              prices.node.onDemandHour *
              (1 - prices.node.spotSaving) *
              HOURS_PER_MONTH,
          },
        ];
  function nodeShare(cpu: number, memoryMib: number) {
    return Math.max(
      cpu / prices.node.vcpu,
      memoryMib / 1024 / prices.node.memoryGib,
    );
  }
  const rounded = parts.map(({ name, usd }) => ({
    name,
    usd: Math.round(usd * 100) / 100,
  }));
  return {
    totalUsd:
      Math.round(rounded.reduce((sum, { usd }) => sum + usd, 0) * 100) / 100,
    parts: rounded,
    asOf,
    region,
  };
}
