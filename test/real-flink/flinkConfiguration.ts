/** Slots of the one TaskManager. */
export const SLOTS = 4;

/** What the jobs of a cluster are made with: the planner of tables, and its operators, need more memory. */
export type JobsOf = 'streams' | 'tables';

/** MiB that Flink's scripts would have worked out from the size of a process. */
const TASK_MANAGER = {
  streams: {
    frameworkHeap: 96,
    taskHeap: 96,
    frameworkOffHeap: 48,
    network: 32,
    managed: 8,
    metaspace: 160,
    overhead: 96,
  },
  tables: {
    frameworkHeap: 96,
    taskHeap: 224,
    frameworkOffHeap: 96,
    network: 64,
    managed: 512,
    metaspace: 256,
    overhead: 192,
  },
} as const;

/** How much of each kind of memory the JVMs take at most. */
export function javaOptions(jobsOf: JobsOf): {
  readonly jobManager: readonly string[];
  readonly taskManager: readonly string[];
} {
  const tables = jobsOf === 'tables';
  const memory = TASK_MANAGER[jobsOf];
  return {
    jobManager: [
      '-Xms64m',
      `-Xmx${tables ? 512 : 256}m`,
      `-XX:MaxMetaspaceSize=${tables ? 384 : 192}m`,
    ],
    taskManager: [
      '-Xms64m',
      `-Xmx${memory.frameworkHeap + memory.taskHeap}m`,
      `-XX:MaxDirectMemorySize=${memory.frameworkOffHeap + memory.network}m`,
      `-XX:MaxMetaspaceSize=${memory.metaspace}m`,
    ],
  };
}

/**
 * The config.yaml of a small cluster on this machine alone, with flat keys as Flink takes them. A job that throws is
 * tried twice again and then has failed.
 */
export function flinkConfiguration(options: {
  readonly folder: string;
  readonly restPort: number;
  readonly rpcPort: number;
  readonly jobsOf: JobsOf;
}): string {
  const mib = (size: number) => `${size}m`;
  const sizes = TASK_MANAGER[options.jobsOf];
  const memory = {
    'framework.heap.size': mib(sizes.frameworkHeap),
    'task.heap.size': mib(sizes.taskHeap),
    'framework.off-heap.size': mib(sizes.frameworkOffHeap),
    'task.off-heap.size': '0m',
    'network.min': mib(sizes.network),
    'network.max': mib(sizes.network),
    'managed.size': mib(sizes.managed),
    'jvm-metaspace.size': mib(sizes.metaspace),
    'jvm-overhead.min': mib(sizes.overhead),
    'jvm-overhead.max': mib(sizes.overhead),
  };
  const settings = {
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.rpc.port': options.rpcPort,
    'jobmanager.bind-host': '127.0.0.1',
    'taskmanager.host': '127.0.0.1',
    'taskmanager.bind-host': '127.0.0.1',
    'rest.address': '127.0.0.1',
    'rest.bind-address': '127.0.0.1',
    'rest.port': options.restPort,
    'web.upload.dir': `${options.folder}/uploads`,
    'io.tmp.dirs': `${options.folder}/tmp`,
    'taskmanager.resource-id': 'taskmanager-1',
    'taskmanager.numberOfTaskSlots': SLOTS,
    'taskmanager.cpu.cores': 1,
    ...Object.fromEntries(
      Object.entries(memory).map(([key, value]) => [
        `taskmanager.memory.${key}`,
        value,
      ]),
    ),
    'execution.checkpointing.interval': '1 s',
    'execution.checkpointing.dir': `file://${options.folder}/checkpoints`,
    'execution.checkpointing.savepoint-dir': `file://${options.folder}/savepoints`,
    'restart-strategy.type': 'fixed-delay',
    'restart-strategy.fixed-delay.attempts': 2,
    'restart-strategy.fixed-delay.delay': '200 ms',
    // Otherwise values that were asked for come ten seconds late.
    'metrics.fetcher.update-interval': 500,
    // A TaskManager that comes up before its JobManager asks again soon.
    'cluster.registration.error-delay': '500 ms',
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
