import type { Story } from '../story';
import { javaStack } from './javaStack';

const FAILURE = {
  exceptionName: 'java.io.IOException',
  message:
    'Could not flush to file and close the file system output stream to s3://flink-state/checkpoints in order to obtain the stream state handle',
  stack: javaStack(
    [
      'org.apache.flink.runtime.state.filesystem.FsCheckpointStreamFactory$FsCheckpointStateOutputStream.closeAndGetHandle(FsCheckpointStreamFactory.java:389)',
      'org.apache.flink.runtime.state.CheckpointStreamWithResultProvider$PrimaryStreamOnly.closeAndFinalizeCheckpointStreamResult(CheckpointStreamWithResultProvider.java:75)',
      'org.apache.flink.contrib.streaming.state.snapshot.RocksIncrementalSnapshotStrategy.uploadSnapshotFiles(RocksIncrementalSnapshotStrategy.java:297)',
      'java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)',
    ],
    {
      first:
        'com.amazonaws.services.s3.model.AmazonS3Exception: Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown)',
      stack: javaStack([
        'com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1879)',
        'com.amazonaws.services.s3.AmazonS3Client.uploadPart(AmazonS3Client.java:3857)',
      ]),
    },
  ),
};

export const failingCheckpoints: Story = {
  name: 'failing-checkpoints',
  summary:
    'The job processes well, but storage refuses its state: no checkpoint completes any more.',
  startedMinutesAgo: 52,
  curedBy: ['deploy', 'restart', 'start', 'rollback'],
  checkpointFailure: (_moment, ordinal) => ({
    message: 'Asynchronous task checkpoint failed.',
    durationMs: 21_000 + (ordinal % 7) * 2_300,
    failure: FAILURE,
  }),
  lines: ({ profile }) => [
    {
      everyMs: profile.checkpointIntervalMs,
      level: 'INFO',
      logger:
        'org.apache.flink.streaming.runtime.tasks.AsyncCheckpointRunnable',
      thread: 'AsyncOperations-thread-1',
      message: `${profile.vertices[1].name} (2/${profile.vertices[1].parallelism}) - asynchronous part of checkpoint could not be completed.`,
      failure: FAILURE,
    },
  ],
};
