import type { JobLoad } from '../newJob/NewJobForm';
import type { PlatformStandards } from '../standards';
import type { JobSize } from './JobSize';

// Source of the figures: AWS, "Managed Flink quotas and resources" (1 KPU = 1 vCPU, 4 GB of memory of which 3 GB
// heap and 1 GB native, 50 GB of disk) and the sizing guidance of AWS's own Managed Flink skill for agents.
const MB_PER_SECOND_AND_KPU = { light: 10, usual: 5, heavy: 2 } as const;
const STATE_GB_PER_KPU = 2.25;
const HEADROOM = 1.3;
const MAX_PARALLELISMS = [120, 180, 240, 360, 720, 1440, 2880];
const SLOTS_PER_TASK_MANAGER = 2;

/**
 * Parallelism, KPUs and pods for a load. Pure arithmetic; costs are {@link monthlyCost}.
 *
 * @public
 */
export function sizeJob(
  load: JobLoad,
  standards: Pick<PlatformStandards, 'checkpointIntervalMs'>,
): JobSize {
  const mbPerKpu = MB_PER_SECOND_AND_KPU[load.work];
  const parallelismPerKpu = load.work === 'light' ? 2 : 1;
  const forRecords = load.expectedMBps / mbPerKpu;
  const forState = load.stateGB / STATE_GB_PER_KPU;
  const need = Math.max(forRecords, forState, 1);
  const wanted = Math.ceil(need * parallelismPerKpu * HEADROOM);
  const parallelism = Math.min(wanted, load.partitions);
  const maxParallelism =
    MAX_PARALLELISMS.find(each => each >= parallelism * 10) ??
    MAX_PARALLELISMS[MAX_PARALLELISMS.length - 1];
  const leading = forState > forRecords && forState > 1 ? 'state' : 'records';
  const reasons = [
    leading === 'state'
      ? `${load.stateGB} GB of state need ${round(
          forState,
        )} KPU at ${STATE_GB_PER_KPU} GB each`
      : `${load.expectedMBps} MB/s need ${round(
          forRecords,
        )} KPU at ${mbPerKpu} MB/s each, at least 1`,
    `${round(
      need,
    )} KPU × ${parallelismPerKpu} per KPU × ${HEADROOM} headroom = parallelism ${wanted}`,
  ];
  const warnings: string[] = [];
  if (parallelism < wanted) {
    const partitions = `${load.partitions} partition${
      load.partitions === 1 ? '' : 's'
    }`;
    reasons.push(`limited to ${parallelism}: the source has ${partitions}`);
    warnings.push(
      `The load needs parallelism ${wanted}, but the source has only ${partitions}; more subtasks would read nothing. Add partitions, or expect the job to fall behind at the peak.`,
    );
  }
  return {
    parallelism,
    maxParallelism,
    checkpointIntervalMs: standards.checkpointIntervalMs[load.latency],
    managed: {
      parallelismPerKpu,
      kpus: Math.ceil(parallelism / parallelismPerKpu),
    },
    eks: {
      taskManagers: Math.ceil(parallelism / SLOTS_PER_TASK_MANAGER),
      slotsPerTaskManager: SLOTS_PER_TASK_MANAGER,
      taskManagerCpu: 1,
      taskManagerMemoryMib: 4096,
      jobManagerCpu: 1,
      jobManagerMemoryMib: 2048,
    },
    reasons,
    warnings,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
