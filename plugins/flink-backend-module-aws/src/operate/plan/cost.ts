import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import { isUp } from '../legality/lifecycleCalls';
import type { PlanInput } from './PlanInput';

const HOURS_PER_MONTH = 730;
const GB_PER_KPU = 50;
/** AWS bills one KPU more than the job gets, for orchestration. */
const ORCHESTRATION_KPUS = 1;

/**
 * What an action adds to the bill or saves. Source: AWS's pricing page, KPU-hours with one orchestration
 * KPU, and 50 GB of running storage for each KPU the job gets. Snapshots have no known size here.
 */
export function costOf({
  request,
  fresh,
  region,
  config,
}: PlanInput): RuntimePlan['cost'] {
  const { configuration, facts } = fresh;
  const { parallelism, currentParallelism, parallelismPerKpu } = configuration;
  const desired = parallelism;
  if (desired === undefined || parallelismPerKpu === undefined) {
    return undefined;
  }
  const runs = isUp(facts.status);
  const now = Math.ceil((currentParallelism ?? desired) / parallelismPerKpu);
  const asDesired = Math.ceil(desired / parallelismPerKpu);
  let before = runs ? now : 0;
  let after: number;
  switch (request.kind) {
    case 'start':
      before = 0;
      after = asDesired;
      break;
    case 'stop':
    case 'forceStop':
      after = 0;
      break;
    case 'rescale':
      if (!runs) {
        return {
          deltaUsdPerMonth: 0,
          basis:
            'Stopped applications cost nothing; the change counts from the next start.',
        };
      }
      after = Math.ceil(
        request.parallelism / (request.parallelismPerKpu ?? parallelismPerKpu),
      );
      break;
    default:
      return undefined;
  }
  const price =
    config.pricing.regions[region.region] ?? config.pricing.everywhere;
  const monthly = (kpus: number) =>
    kpus === 0
      ? 0
      : (kpus + ORCHESTRATION_KPUS) * HOURS_PER_MONTH * price.kpuHourUsd +
        kpus * GB_PER_KPU * price.storageGbMonthUsd;
  const source = config.pricing.configured
    ? 'flink.aws.pricing'
    : 'AWS list price of us-east-1, other regions differ; set flink.aws.pricing';
  return {
    deltaUsdPerMonth:
      Math.round((monthly(after) - monthly(before)) * 100) / 100,
    basis: `KPUs ${before} → ${after}, plus 1 for orchestration while it runs, at $${price.kpuHourUsd} per KPU-hour and 50 GB of storage per KPU at $${price.storageGbMonthUsd} per GB-month (${source})`,
  };
}
