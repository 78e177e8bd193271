import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Observation } from '@flink-portal/backstage-plugin-flink-common';
import type {
  FaultsAnswer,
  FlinkRuntime,
} from '@flink-portal/backstage-plugin-flink-node';
import type { CallStore } from '../../store/CallStore';
import { bookCalls } from '../onDemand/bookCalls';
import {
  SharedQuestions,
  type SharedAnswer,
} from '../onDemand/SharedQuestions';
import type { FaultSpan } from './faultRanges';

/** Logs are slow to search; longer than this nobody waits, ms. */
const TIMEOUT_MS = 15_000;
/** New lines come all the time; within this time everybody sees the same, ms. */
const CACHED_MS = 30_000;
/** More exceptions than this explain nothing that fewer do not. */
const MOST_RECORDS = 2_000;

/** Reads faults from runtimes, once for everybody who asks the same. */
export class RuntimeFaults {
  private readonly questions: SharedQuestions<FaultsAnswer>;

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
      doing: 'Reading faults',
      instead: 'exceptions are not known',
    });
  }

  async read(
    runtime: Required<Pick<FlinkRuntime, 'readFaults'>>,
    observation: Observation,
    { fromMs, toMs }: FaultSpan,
  ): Promise<SharedAnswer<FaultsAnswer>> {
    const { id, sourceId } = observation.application;
    return this.questions.ask(
      JSON.stringify([id, fromMs, toMs]),
      CACHED_MS,
      async signal => {
        const answer = await runtime.readFaults(observation, {
          fromMs,
          toMs,
          limit: MOST_RECORDS,
          signal,
        });
        await bookCalls(this.calls, sourceId, answer, this.now);
        return answer;
      },
    );
  }
}
