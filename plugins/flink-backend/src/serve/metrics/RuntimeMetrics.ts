import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  MetricName,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  FlinkRuntime,
  MetricsAnswer,
} from '@flink-portal/backstage-plugin-flink-node';
import type { CallStore } from '../../store/CallStore';
import { bookCalls } from '../../collect/onDemand/bookCalls';
import {
  SharedQuestions,
  type SharedAnswer,
} from '../../collect/onDemand/SharedQuestions';
import type { Grid } from './ranges';

/** How long a person waits for a chart, ms. */
const TIMEOUT_MS = 10_000;
/** However coarse the range is: its newest step still fills, ms. */
const LONGEST_CACHED_MS = 5 * 60_000;

/** Reads ranges from runtimes at request time, once for everybody who asks the same. */
export class RuntimeMetrics {
  private readonly questions: SharedQuestions<MetricsAnswer>;

  constructor(
    private readonly calls: CallStore,
    logger: LoggerService,
    private readonly now: () => number,
    timeoutMs = TIMEOUT_MS,
  ) {
    this.questions = new SharedQuestions({
      logger,
      now,
      timeoutMs,
      doing: 'Reading metrics',
      instead: 'shown is what the portal has stored',
    });
  }

  async read(
    runtime: Required<Pick<FlinkRuntime, 'readMetrics'>>,
    observation: Observation,
    metrics: readonly MetricName[],
    grid: Grid,
  ): Promise<SharedAnswer<MetricsAnswer>> {
    const { id, sourceId } = observation.application;
    const { fromMs, toMs, resolutionSeconds } = grid;
    return this.questions.ask(
      JSON.stringify([id, grid]),
      Math.min(resolutionSeconds * 1000, LONGEST_CACHED_MS),
      async signal => {
        const answer = await runtime.readMetrics(observation, {
          metrics,
          fromMs,
          toMs,
          resolutionSeconds,
          signal,
        });
        await bookCalls(this.calls, sourceId, answer, this.now);
        return answer;
      },
    );
  }
}
