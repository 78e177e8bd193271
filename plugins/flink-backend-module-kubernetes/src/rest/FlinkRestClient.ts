import type { z } from 'zod';
import { assertAllowedFlinkPath } from './allowedPaths';
import {
  type FlinkCheckpointConfig,
  type FlinkCheckpoints,
  type FlinkExceptions,
  type FlinkJob,
  type FlinkJobSummary,
  type FlinkMetrics,
  type FlinkOverview,
  checkpointConfigSchema,
  checkpointsSchema,
  exceptionsSchema,
  jobSchema,
  jobsOverviewSchema,
  metricsSchema,
  overviewSchema,
} from './answers';
import { FlinkRestError } from './FlinkRestError';

/** Names in one question; a longer list would not fit into a URL that every proxy takes. */
const NAMES_PER_QUESTION = 40;

/**
 * Flink's REST API, reading only. How a path is reached (a service proxy, an address of one's own) is
 * the caller's matter.
 *
 * Every method throws NotAllowedError for a path that is not known to only read, FlinkRestError for an
 * answer of an unknown shape, and whatever `get` throws.
 */
export class FlinkRestClient {
  readonly #get: (path: string) => Promise<unknown>;

  /**
   * @param get - asks for a path, beginning with `/`, and returns the parsed JSON
   */
  constructor(get: (path: string) => Promise<unknown>) {
    this.#get = get;
  }

  async overview(): Promise<FlinkOverview> {
    return this.#read('/overview', overviewSchema);
  }

  async jobs(): Promise<FlinkJobSummary[]> {
    return (await this.#read('/jobs/overview', jobsOverviewSchema)).jobs;
  }

  async job(jobId: string): Promise<FlinkJob> {
    return this.#read(`/jobs/${jobId}`, jobSchema);
  }

  /** What made the job fail, newest first; Flink keeps sixteen by default. */
  async exceptions(
    jobId: string,
    maxExceptions: number,
  ): Promise<FlinkExceptions> {
    return this.#read(
      `/jobs/${jobId}/exceptions?maxExceptions=${maxExceptions}`,
      exceptionsSchema,
    );
  }

  async checkpoints(jobId: string): Promise<FlinkCheckpoints> {
    return this.#read(`/jobs/${jobId}/checkpoints`, checkpointsSchema);
  }

  /** `interval` is undefined when checkpointing is off. */
  async checkpointConfig(jobId: string): Promise<FlinkCheckpointConfig> {
    return this.#read(
      `/jobs/${jobId}/checkpoints/config`,
      checkpointConfigSchema,
    );
  }

  /** Without names: those that exist, without values. */
  async jobMetrics(
    jobId: string,
    names?: readonly string[],
  ): Promise<FlinkMetrics> {
    return this.#metrics(`/jobs/${jobId}/metrics`, names);
  }

  /** Aggregated over the subtasks of a vertex. Without names: those that exist. */
  async vertexMetrics(
    jobId: string,
    vertexId: string,
    names?: readonly string[],
  ): Promise<FlinkMetrics> {
    return this.#metrics(
      `/jobs/${jobId}/vertices/${vertexId}/subtasks/metrics`,
      names,
    );
  }

  /** Aggregated over the TaskManagers. Without names: those that exist. */
  async taskManagerMetrics(names?: readonly string[]): Promise<FlinkMetrics> {
    return this.#metrics('/taskmanagers/metrics', names);
  }

  async #metrics(
    path: string,
    names: readonly string[] | undefined,
  ): Promise<FlinkMetrics> {
    if (!names) return this.#read(path, metricsSchema);
    const answers: FlinkMetrics = [];
    const askable = names.filter(name => !/[/\\,]|\.\./.test(name));
    for (let from = 0; from < askable.length; from += NAMES_PER_QUESTION) {
      const wanted = askable
        .slice(from, from + NAMES_PER_QUESTION)
        .map(encodeURIComponent)
        .join(',');
      answers.push(
        ...(await this.#read(`${path}?get=${wanted}`, metricsSchema)),
      );
    }
    return answers;
  }

  async #read<T extends z.ZodType>(
    path: string,
    schema: T,
  ): Promise<z.output<T>> {
    assertAllowedFlinkPath(path);
    const parsed = schema.safeParse(await this.#get(path));
    if (!parsed.success) {
      throw new FlinkRestError(
        `Flink answered ${path.split('?')[0]} in an unknown shape: ${
          parsed.error.issues[0]?.path.join('.') || 'the answer'
        } ${parsed.error.issues[0]?.message ?? 'is not valid'}`,
      );
    }
    return parsed.data;
  }
}
