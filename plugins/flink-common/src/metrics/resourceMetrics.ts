import type { MetricDefinition } from './MetricDefinition';
import { FLINK_LINES } from './MetricDefinition';
import { JOB_LINES, managed, query, rest } from './feeds';

/**
 * Processor, memory and machines. Sources: AWS, "Metrics and dimensions in Managed Service for Apache
 * Flink"; Flink documentation, "Metrics", system scope.
 */
export const resourceMetrics = {
  cpuUtilization: {
    name: 'cpuUtilization',
    title: 'CPU',
    unit: 'percent',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'cpu',
    feeds: [
      managed([query('cpuUtilization', 'Maximum')], { lines: FLINK_LINES }),
      rest('taskManager', ['Status.JVM.CPU.Load'], { scale: 100 }),
    ],
  },
  heapMemoryUtilization: {
    name: 'heapMemoryUtilization',
    title: 'Heap',
    unit: 'percent',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'memory',
    feeds: [
      managed([query('heapMemoryUtilization', 'Maximum')], {
        lines: FLINK_LINES,
      }),
      rest('taskManager', ['Status.JVM.Memory.Heap.Used'], {
        dividedBy: 'Status.JVM.Memory.Heap.Max',
        scale: 100,
      }),
    ],
  },
  containerMemoryUtilization: {
    name: 'containerMemoryUtilization',
    title: 'Container memory',
    unit: 'percent',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'memory',
    // Flink cannot see its container; on Kubernetes the pods' own facts say "out of memory".
    feeds: [managed([query('containerMemoryUtilization', 'Maximum')])],
  },
  containerDiskUtilization: {
    name: 'containerDiskUtilization',
    title: 'Disk',
    unit: 'percent',
    statistic: 'max',
    counter: false,
    healthSet: false,
    // The root volume of the service's containers; on Kubernetes eviction speaks through the pods.
    feeds: [managed([query('containerDiskUtilization', 'Maximum')])],
  },
  managedMemoryUtilization: {
    name: 'managedMemoryUtilization',
    title: 'Managed memory',
    unit: 'percent',
    statistic: 'max',
    counter: false,
    healthSet: false,
    feeds: [
      managed([query('managedMemoryUtilization', 'Maximum')]),
      rest('taskManager', ['Status.Flink.Memory.Managed.Used'], {
        dividedBy: 'Status.Flink.Memory.Managed.Total',
        scale: 100,
      }),
    ],
  },
  oldGenerationGCTime: {
    name: 'oldGenerationGCTime',
    title: 'Old generation garbage collection',
    unit: 'ms',
    statistic: 'max',
    counter: true,
    healthSet: false,
    feeds: [
      managed([query('oldGenerationGCTime', 'Maximum')], {
        lines: FLINK_LINES,
      }),
      rest('taskManager', [
        '/^Status\\.JVM\\.GarbageCollector\\..*Old.*\\.Time$/',
      ]),
    ],
  },
  threadsCount: {
    name: 'threadsCount',
    title: 'Threads',
    unit: 'count',
    statistic: 'max',
    counter: false,
    healthSet: false,
    feeds: [
      managed([
        query('threadsCount', 'Maximum'),
        query('threadCount', 'Maximum'),
      ]),
      managed([query('threadCount', 'Maximum')], { lines: ['notebook'] }),
      rest('taskManager', ['Status.JVM.Threads.Count']),
    ],
  },
  taskManagers: {
    name: 'taskManagers',
    title: 'TaskManagers',
    unit: 'count',
    statistic: 'min',
    counter: false,
    healthSet: false,
    feeds: [rest('overview', ['taskmanagers'], { lines: JOB_LINES })],
  },
  kpus: {
    name: 'kpus',
    title: 'Kinesis Processing Units',
    unit: 'count',
    statistic: 'max',
    counter: false,
    healthSet: false,
    // One reading an hour, with the unit that orchestrates.
    feeds: [
      managed([query('KPUs', 'Maximum')], {
        lines: FLINK_LINES,
        periodSeconds: 3600,
      }),
    ],
  },
} satisfies Record<string, MetricDefinition>;
