import type { Story } from '../story';
import { javaStack } from './javaStack';

export const iamDenied: Story = {
  name: 'iam-denied',
  summary:
    'The job’s own role lacks a permission since a policy change: every read is denied, zero records, no restart.',
  startedMinutesAgo: 131,
  curedBy: ['deploy'],
  bend: (normal, { startsMs }) => ({
    processedFraction: 0,
    watermarkStuckAtMs: startsMs - 5_000,
    cpuPercent: 5,
    heapPercent: normal.heapPercent * 0.7,
    checkpointDurationMs: 400 + (normal.checkpointDurationMs % 70),
  }),
  lagSeconds: sinceMs => sinceMs / 1000,
  lines: ({ profile }) => {
    const kinesis = profile.source.kind === 'kinesis';
    return [
      {
        everyMs: 33_000,
        level: 'ERROR',
        logger: kinesis
          ? 'org.apache.flink.connector.kinesis.source.reader.PollingKinesisShardSplitReader'
          : 'org.apache.kafka.clients.NetworkClient',
        thread: `Source: ${profile.source.name} -> parse (1/${profile.parallelism})#0`,
        message: `Reading ${profile.source.name} was denied; the split is retried.`,
        failure: {
          exceptionName: kinesis
            ? 'software.amazon.awssdk.services.kinesis.model.KinesisException'
            : 'org.apache.kafka.common.errors.TopicAuthorizationException',
          message: kinesis
            ? `User: arn:aws:sts::111122223333:assumed-role/msf-${profile.name}/flink is not authorized to perform: kinesis:GetRecords on resource: ${profile.source.name} because no identity-based policy allows the kinesis:GetRecords action (Service: Kinesis, Status Code: 400, Error Code: AccessDeniedException)`
            : `Not authorized to access topics: [${profile.source.name}] (AccessDenied by the broker's IAM authorizer)`,
          stack: javaStack([
            'software.amazon.awssdk.services.kinesis.DefaultKinesisClient.getRecords(DefaultKinesisClient.java:1782)',
            'org.apache.flink.connector.kinesis.source.proxy.KinesisStreamProxy.getRecords(KinesisStreamProxy.java:136)',
            'org.apache.flink.connector.kinesis.source.reader.KinesisShardSplitReaderBase.fetch(KinesisShardSplitReaderBase.java:104)',
            'org.apache.flink.connector.base.source.reader.fetcher.FetchTask.run(FetchTask.java:58)',
          ]),
        },
      },
    ];
  },
};
