import type { Story } from '../story';
import { javaStack, TASK_FRAMES } from './javaStack';

const DEPLOY_MS = 55_000;

/** The new version cannot parse a field the producer leaves out, and meets the same record again after every restore. */
export const restartLoopAfterDeploy: Story = {
  name: 'restart-loop-after-deploy',
  summary:
    'A deployment brought a bug: one record breaks the job within a minute, so it never gets past it.',
  startedMinutesAgo: 38,
  curedBy: ['deploy', 'rollback'],
  changes: ({ startsMs }) => [
    { atMs: startsMs, kind: 'deploy', downtimeMs: DEPLOY_MS },
  ],
  outages: ({ startsMs, profile }) => [
    {
      name: `${profile.seed}/poison`,
      firstMs: startsMs + DEPLOY_MS + 41_000,
      // Shorter than a checkpoint interval, so that no run lives to see a checkpoint.
      intervalMs: 72_000,
      jitterMs: 10_000,
      minDurationMs: 24_000,
      maxDurationMs: 37_000,
      failure: {
        exceptionName: 'java.lang.NullPointerException',
        message:
          'Cannot invoke "java.math.BigDecimal.multiply(java.math.BigDecimal)" because the return value of "com.acme.streams.model.Line.unitPrice()" is null',
        stack: javaStack([
          'com.acme.streams.enrich.PriceFunction.processElement1(PriceFunction.java:87)',
          'com.acme.streams.enrich.PriceFunction.processElement1(PriceFunction.java:31)',
          'org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator.processElement1(KeyedCoProcessOperator.java:79)',
          ...TASK_FRAMES,
        ]),
        vertex: 1,
      },
    },
  ],
  lagSeconds: sinceMs => Math.min(6 * 3600, sinceMs / 1000),
  bend: (normal, { startsMs }) => ({
    processedFraction: 0.85,
    watermarkStuckAtMs: startsMs - 6_000,
    cpuPercent: normal.cpuPercent * 0.9,
  }),
};
