import { JobMoment } from '../world/types';
import {
  FlinkCluster,
  FlinkRestError,
  FlinkTaskManager,
  flinkLine,
} from './flink-cluster';
import { MetricValues } from './metrics';
import { usedSlots } from './jobs';

/** The job whose load the TaskManagers carry: the first one that runs. */
function loadOf(cluster: FlinkCluster): JobMoment | undefined {
  const now = cluster.nowMs();
  const moments = cluster.jobs().map(job => job.at(now));
  return moments.find(moment => moment.status === 'RUNNING') ?? moments[0];
}

function summaryOf(
  cluster: FlinkCluster,
  item: FlinkTaskManager,
  freeSlots: number,
) {
  const load = loadOf(cluster);
  const heap = load?.heapMaxBytes ?? 1024 ** 3;
  const managed = load?.managedMemoryTotalBytes ?? 512 * 1024 ** 2;
  return {
    id: item.id,
    path: `pekko.tcp://flink@${item.address}/user/rpc/taskmanager_0`,
    dataPort: 6121,
    jmxPort: -1,
    timeSinceLastHeartbeat: cluster.nowMs() - (cluster.nowMs() % 10_000),
    slotsNumber: item.slots,
    freeSlots,
    totalResource: {
      cpuCores: 1,
      taskHeapMemory: Math.round(heap / 1024 ** 2),
      taskOffHeapMemory: 0,
      managedMemory: Math.round(managed / 1024 ** 2),
      networkMemory: 128,
      extendedResources: {},
    },
    hardware: {
      cpuCores: 1,
      physicalMemory: 2 * heap,
      freeMemory: heap,
      managedMemory: managed,
    },
    memoryConfiguration: {
      frameworkHeap: 128 * 1024 ** 2,
      taskHeap: heap,
      frameworkOffHeap: 128 * 1024 ** 2,
      taskOffHeap: 0,
      networkMemory: 128 * 1024 ** 2,
      managedMemory: managed,
      jvmMetaspace: 256 * 1024 ** 2,
      jvmOverhead: 192 * 1024 ** 2,
      totalFlinkMemory: heap + managed + 384 * 1024 ** 2,
      totalProcessMemory: heap + managed + 832 * 1024 ** 2,
    },
    blocked: false,
  };
}

/** `GET /taskmanagers` */
export function taskManagerList(cluster: FlinkCluster): object {
  let used = usedSlots(cluster);
  return {
    taskmanagers: cluster.taskManagers().map(item => {
      const taken = Math.min(item.slots, used);
      used -= taken;
      return summaryOf(cluster, item, item.slots - taken);
    }),
  };
}

/**
 * `GET /taskmanagers/:id`
 *
 * @throws FlinkRestError 404
 */
export function taskManagerDetails(cluster: FlinkCluster, id: string): object {
  const item = cluster.taskManagers().find(candidate => candidate.id === id);
  if (!item) {
    throw new FlinkRestError(404, `Could not find TaskExecutor ${id}.`);
  }
  const load = loadOf(cluster);
  return {
    ...summaryOf(cluster, item, 0),
    allocatedSlots: [],
    metrics: {
      heapUsed: load?.heapUsedBytes ?? 0,
      heapCommitted: load?.heapMaxBytes ?? 0,
      heapMax: load?.heapMaxBytes ?? 0,
      nonHeapUsed: 120 * 1024 ** 2,
      nonHeapCommitted: 130 * 1024 ** 2,
      nonHeapMax: 744 * 1024 ** 2,
      garbageCollectors: [
        {
          name: 'G1_Old_Generation',
          count: load?.oldGenerationGcCount ?? 0,
          time: load?.oldGenerationGcTimeMs ?? 0,
        },
      ],
    },
  };
}

/** TaskManager-scope metrics, one value per TaskManager. */
export function taskManagerMetrics(
  cluster: FlinkCluster,
  ids?: readonly string[],
): MetricValues {
  const metrics: MetricValues = new Map();
  const count = cluster
    .taskManagers()
    .filter(item => !ids || ids.includes(item.id)).length;
  const load = loadOf(cluster);
  if (count === 0 || !load) return metrics;
  const add = (name: string, value: number) =>
    metrics.set(
      name,
      Array.from({ length: count }, (_, index) =>
        index === 0 ? value : value * (1 - 0.03 * (index % 4)),
      ),
    );
  add('Status.JVM.CPU.Load', load.cpuUtilizationPercent / 100);
  add('Status.JVM.Memory.Heap.Used', load.heapUsedBytes);
  add('Status.JVM.Memory.Heap.Committed', load.heapMaxBytes);
  metrics.set(
    'Status.JVM.Memory.Heap.Max',
    Array.from({ length: count }, () => load.heapMaxBytes),
  );
  add('Status.Flink.Memory.Managed.Used', load.managedMemoryUsedBytes);
  metrics.set(
    'Status.Flink.Memory.Managed.Total',
    Array.from({ length: count }, () => load.managedMemoryTotalBytes),
  );
  add('Status.JVM.Threads.Count', load.threadsCount);
  add(
    'Status.JVM.GarbageCollector.G1_Old_Generation.Count',
    load.oldGenerationGcCount,
  );
  add(
    'Status.JVM.GarbageCollector.G1_Old_Generation.Time',
    load.oldGenerationGcTimeMs,
  );
  // Since Flink 1.19.
  if (flinkLine(cluster.flinkVersion) >= 119) {
    const share = load.uptimeMs
      ? (load.oldGenerationGcTimeMs / load.uptimeMs) * 1000
      : 0;
    add('Status.JVM.GarbageCollector.All.TimeMsPerSecond', share);
  }
  return metrics;
}

/** JobManager-scope metrics. */
export function jobManagerMetrics(cluster: FlinkCluster): MetricValues {
  const taskManagers = cluster.taskManagers();
  const slots = taskManagers.reduce((sum, item) => sum + item.slots, 0);
  const now = cluster.nowMs();
  const running = cluster
    .jobs()
    .filter(job => job.at(now).status === 'RUNNING').length;
  const heapMax = 1024 ** 3;
  return new Map<string, (number | string)[]>([
    ['numRegisteredTaskManagers', [taskManagers.length]],
    ['numRunningJobs', [running]],
    ['taskSlotsTotal', [slots]],
    ['taskSlotsAvailable', [Math.max(0, slots - usedSlots(cluster))]],
    ['Status.JVM.CPU.Load', [0.02 + 0.01 * running]],
    ['Status.JVM.Memory.Heap.Used', [Math.round(heapMax * 0.31)]],
    ['Status.JVM.Memory.Heap.Max', [heapMax]],
    ['Status.JVM.Threads.Count', [94]],
  ]);
}
