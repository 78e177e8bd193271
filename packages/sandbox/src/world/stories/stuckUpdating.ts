import type { Story } from '../story';
import { javaStack } from './javaStack';

export const stuckUpdating: Story = {
  name: 'stuck-updating',
  summary:
    'A deployment removed an operator: the old job is stopped, the new one cannot restore its state, the update never ends.',
  startedMinutesAgo: 26,
  curedBy: ['stop', 'cancel', 'rollback', 'deploy', 'start'],
  changes: ({ startsMs }) => [
    { atMs: startsMs, kind: 'deploy', downtimeMs: Infinity },
  ],
  lines: ({ profile }) => [
    {
      everyMs: 61_000,
      level: 'ERROR',
      logger: 'org.apache.flink.runtime.dispatcher.StandaloneDispatcher',
      thread: 'flink-pekko.actor.default-dispatcher-5',
      message: `Job ${profile.jobId} reached terminal state FAILED before it ran.`,
      failure: {
        exceptionName:
          'org.apache.flink.runtime.client.JobInitializationException',
        message: 'Could not start the JobMaster.',
        stack: javaStack(
          [
            'org.apache.flink.runtime.jobmaster.DefaultJobMasterServiceProcess.lambda$new$0(DefaultJobMasterServiceProcess.java:97)',
            'java.base/java.util.concurrent.CompletableFuture.uniWhenComplete(CompletableFuture.java:863)',
          ],
          {
            first: `java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint s3://flink-state/${
              profile.name
            }/savepoints/savepoint-${profile.jobId.slice(
              0,
              6,
            )}. Cannot map checkpoint/savepoint state for operator c27dcf7b54ef6bfd6cff02ca8870b681 to the new program, because the operator is not available in the new program. If you want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.`,
            stack: javaStack([
              'org.apache.flink.runtime.checkpoint.Checkpoints.throwNonRestoredStateException(Checkpoints.java:247)',
              'org.apache.flink.runtime.checkpoint.Checkpoints.loadAndValidateCheckpoint(Checkpoints.java:196)',
              'org.apache.flink.runtime.checkpoint.CheckpointCoordinator.restoreSavepoint(CheckpointCoordinator.java:1925)',
            ]),
          },
        ),
      },
    },
  ],
};
