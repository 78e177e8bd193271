import { standardsDocument } from '../standards/__fixtures__/standards';
import { parseStandards } from '../standards';
import type { JobSize } from './JobSize';
import { monthlyCost } from './monthlyCost';

const standards = parseStandards(standardsDocument());

function sizeOf(kpus: number, taskManagers = 1): JobSize {
  return {
    parallelism: kpus,
    maxParallelism: 120,
    checkpointIntervalMs: 60_000,
    managed: { parallelismPerKpu: 1, kpus },
    eks: {
      taskManagers,
      slotsPerTaskManager: 2,
      taskManagerCpu: 1,
      taskManagerMemoryMib: 4096,
      jobManagerCpu: 1,
      jobManagerMemoryMib: 2048,
    },
    reasons: [],
    warnings: [],
  };
}

describe('monthlyCost', () => {
  it.each([
    // KPUs, and what AWS's price list makes of the hours and of the storage
    [2, 240.9, 10],
    [4, 401.5, 20],
    [8, 722.7, 40],
  ])('bills %d KPUs and one for orchestration', (kpus, hours, storage) => {
    const cost = monthlyCost('managed', sizeOf(kpus), 'us-east-1', standards);

    expect(cost!.parts.map(({ usd }) => usd)).toEqual([hours, storage]);
    expect(cost!.totalUsd).toBeCloseTo(hours + storage, 2);
  });

  it('counts the share of nodes on EKS, TaskManagers on Spot', () => {
    const cost = monthlyCost('eks', sizeOf(2, 3), 'us-east-1', standards);

    // Half a node each: 0.5 × $0.096 × 730, and × 0.4 on Spot.
    expect(cost).toEqual({
      totalUsd: 77.09,
      parts: [
        { name: 'JobManager, On-Demand', usd: 35.04 },
        { name: '3 TaskManagers, Spot', usd: 42.05 },
      ],
      asOf: '2026-09-20',
      region: 'us-east-1',
    });
  });

  it('counts memory where it is the greater share of a node', () => {
    const size = sizeOf(2);
    const cost = monthlyCost(
      'eks',
      { ...size, eks: { ...size.eks, jobManagerMemoryMib: 8192 } },
      'us-east-1',
      standards,
    );

    expect(cost!.parts[0].usd).toBe(70.08);
    expect(cost!.parts[1].name).toBe('1 TaskManager, Spot');
  });

  it.each(['eu-west-1', 'constructor'])('has no price for %s', region => {
    expect(
      monthlyCost('managed', sizeOf(2), region, standards),
    ).toBeUndefined();
  });
});
