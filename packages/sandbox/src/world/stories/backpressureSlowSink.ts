import type { Story } from '../story';

/** Half a second of every second is lost, until the lower traffic of the night balances it. */
const PLATEAU_SECONDS = 2.5 * 3600;

export const backpressureSlowSink: Story = {
  name: 'backpressure-slow-sink',
  summary:
    'The sink answers slowly: it is busy all the time, everything before it is blocked, the lag grows.',
  startedMinutesAgo: 34,
  curedBy: ['rescale', 'deploy', 'rollback'],
  lagSeconds: sinceMs =>
    PLATEAU_SECONDS *
    (1 - Math.exp((-0.42 * sinceMs) / 1000 / PLATEAU_SECONDS)),
  bend: normal => ({
    bottleneckVertex: -1,
    pressure: 0.84,
    cpuPercent: normal.cpuPercent * 0.55,
    checkpointDurationMs: normal.checkpointDurationMs * 4 + 17_000,
  }),
  lines: ({ profile }) => [
    {
      everyMs: 47_000,
      level: 'WARN',
      logger: 'org.apache.flink.connector.base.sink.writer.AsyncSinkWriter',
      thread: `${profile.vertices.at(-1)!.name} (1/${
        profile.vertices.at(-1)!.parallelism
      })#0`,
      message:
        'Request to the destination took 4812 ms and was retried: 429 Too Many Requests (es_rejected_execution_exception, queue capacity 1000).',
    },
  ],
};
