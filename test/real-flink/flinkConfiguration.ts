/** Slots of the one TaskManager. */
export const SLOTS = 4;

/** MiB that Flink's scripts would have worked out from the size of a process. */
const TASK_MANAGER = {
  frameworkHeap: 96,
  taskHeap: 96,
  frameworkOffHeap: 48,
  network: 32,
  managed: 8,
  metaspace: 160,
  overhead: 96,
};

/** How much of each kind of memory the JVMs take at most. */
export const JAVA_OPTIONS = {
  jobManager: ['-Xms64m', '-Xmx256m', '-XX:MaxMetaspaceSize=192m'],
  taskManager: [
    '-Xms64m',
    `-Xmx${TASK_MANAGER.frameworkHeap + TASK_MANAGER.taskHeap}m`,
    `-XX:MaxDirectMemorySize=${
      TASK_MANAGER.frameworkOffHeap + TASK_MANAGER.network
    }m`,
    `-XX:MaxMetaspaceSize=${TASK_MANAGER.metaspace}m`,
  ],
} as const;

/**
 * The config.yaml of a small cluster on this machine alone, with flat keys as Flink takes them. A job that throws is
 * tried twice again and then has failed.
 */
export function flinkConfiguration(options: {
  readonly folder: string;
  readonly restPort: number;
  readonly rpcPort: number;
}): string {
  const mib = (size: number) => `${size}m`;
  const memory = {
    'framework.heap.size': mib(TASK_MANAGER.frameworkHeap),
    'task.heap.size': mib(TASK_MANAGER.taskHeap),
    'framework.off-heap.size': mib(TASK_MANAGER.frameworkOffHeap),
    'task.off-heap.size': '0m',
    'network.min': mib(TASK_MANAGER.network),
    'network.max': mib(TASK_MANAGER.network),
    'managed.size': mib(TASK_MANAGER.managed),
    'jvm-metaspace.size': mib(TASK_MANAGER.metaspace),
    'jvm-overhead.min': mib(TASK_MANAGER.overhead),
    'jvm-overhead.max': mib(TASK_MANAGER.overhead),
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
