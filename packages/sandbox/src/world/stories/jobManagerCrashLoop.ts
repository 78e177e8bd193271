import type { Story } from '../story';
import { javaStack } from './javaStack';

export const jobManagerCrashLoop: Story = {
  name: 'jobmanager-crash-loop',
  summary:
    'The JobManager’s process dies every five minutes; between two crashes the operator still reports STABLE.',
  startedMinutesAgo: 63,
  curedBy: ['deploy', 'rollback'],
  outages: ({ startsMs, profile }) => [
    {
      name: `${profile.seed}/jobmanager`,
      firstMs: startsMs,
      intervalMs: 5 * 60_000,
      jitterMs: 25_000,
      minDurationMs: 110_000,
      maxDurationMs: 170_000,
      failure: {
        exceptionName:
          'org.apache.flink.runtime.entrypoint.FatalExitExceptionHandler',
        message:
          'FATAL: Thread "cluster-io-thread-3" produced an uncaught exception. Stopping the process...',
        stack: javaStack(
          [
            'org.apache.flink.util.concurrent.ThrowingScheduledExecutor.run(ThrowingScheduledExecutor.java:61)',
            'java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)',
            'java.base/java.lang.Thread.run(Thread.java:840)',
          ],
          {
            first: 'java.lang.OutOfMemoryError: Metaspace',
            stack: javaStack([
              'java.base/java.lang.ClassLoader.defineClass1(Native Method)',
              'org.apache.flink.util.ChildFirstClassLoader.loadClassWithoutExceptionHandling(ChildFirstClassLoader.java:67)',
            ]),
          },
        ),
      },
    },
  ],
  bend: normal => ({ checkpointDurationMs: normal.checkpointDurationMs * 1.5 }),
};
