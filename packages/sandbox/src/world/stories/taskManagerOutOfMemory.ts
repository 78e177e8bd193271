import type { Story } from '../story';
import { javaStack, TASK_FRAMES } from './javaStack';

const FULL_AFTER_MS = 11 * 60_000;

export const taskManagerOutOfMemory: Story = {
  name: 'taskmanager-out-of-memory',
  summary:
    'The heap fills in eleven minutes, a TaskManager dies, the job restores, and it begins again.',
  startedMinutesAgo: 71,
  curedBy: ['rescale', 'deploy', 'rollback'],
  outages: ({ startsMs, profile }) => [
    {
      name: `${profile.seed}/oom`,
      firstMs: startsMs + FULL_AFTER_MS,
      intervalMs: 12 * 60_000,
      jitterMs: 20_000,
      minDurationMs: 48_000,
      maxDurationMs: 76_000,
      failure: {
        exceptionName: 'java.lang.OutOfMemoryError',
        message: 'Java heap space',
        stack: javaStack([
          'java.base/java.util.Arrays.copyOf(Arrays.java:3537)',
          'java.base/java.util.ArrayList.grow(ArrayList.java:237)',
          'com.acme.streams.session.SessionBuffer.append(SessionBuffer.java:64)',
          'com.acme.streams.session.CollectSession.processElement(CollectSession.java:112)',
          'org.apache.flink.streaming.api.operators.KeyedProcessOperator.processElement(KeyedProcessOperator.java:83)',
          ...TASK_FRAMES,
        ]),
        taskManagerLost: true,
      },
    },
  ],
  bend: (normal, { uptimeMs }) => {
    const full = Math.min(1, uptimeMs / FULL_AFTER_MS);
    return {
      heapPercent: Math.max(normal.heapPercent, 58 + 41 * full),
      containerMemoryPercent: 72 + 27 * full,
      cpuPercent: normal.cpuPercent + 32 * full ** 3,
      extraOldGcMs: Math.max(0, uptimeMs - FULL_AFTER_MS / 3) * 0.31 * full,
      checkpointDurationMs: normal.checkpointDurationMs * (1 + 5 * full ** 2),
    };
  },
  lines: ({ profile }) => [
    {
      everyMs: 180_000,
      level: 'WARN',
      logger: 'org.apache.flink.runtime.heartbeat.HeartbeatMonitorImpl',
      thread: 'flink-pekko.actor.default-dispatcher-17',
      message: `Heartbeat of a TaskManager of job ${profile.jobId} is late: garbage collection paused it for 8741 ms.`,
    },
  ],
};
