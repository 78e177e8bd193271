import { flinkClientOf } from '../../collect/flinkClient';
import { KubernetesRequestError } from '../../transport';
import { isReactive } from '../patch/rescaleSpec';
import type { FreshDeployment } from '../target/FreshDeployment';
import type { LookInput } from './LookInput';

/** What Flink itself says about a new parallelism. */
export interface InForce {
  /** Not there yet, though the operator is done. */
  readonly waitFor?: string;
  /** A sentence for the outcome. */
  readonly note?: string;
}

/** Asks the job for the parallelism it runs with: the operator's STABLE does not say. */
export async function inForce(
  fresh: FreshDeployment,
  { reader, order, settings }: LookInput,
): Promise<InForce> {
  const { request } = order;
  if (request.kind !== 'rescale') return {};
  const wanted = request.parallelism;
  const jobId = fresh.view.status?.jobStatus?.jobId;
  if (!settings.metrics.enabled || !jobId) {
    return {
      note: `The spec asks for parallelism ${wanted}; Flink itself was not asked.`,
    };
  }
  try {
    const job = await flinkClientOf(fresh.view, {
      transport: reader.transport,
      cluster: reader.place.cluster,
      signal: reader.context.signal,
      timeoutMs: settings.metrics.timeoutMs,
      count: operation => reader.context.count(operation),
    }).job(jobId);
    const known = job.vertices.flatMap(({ parallelism }) =>
      parallelism === undefined ? [] : [parallelism],
    );
    const highest = Math.max(...known);
    if (known.length === 0 || highest === wanted) {
      return {
        note:
          known.length === 0
            ? undefined
            : `Flink says the job runs with parallelism ${wanted}.`,
      };
    }
    return isReactive(fresh)
      ? {
          waitFor: `The TaskManagers are there; Flink still runs the job with parallelism ${highest} and takes them up by itself.`,
        }
      : {
          note: `The spec asks for parallelism ${wanted}, and Flink runs the job with ${highest}: the job sets it in its code, or vertex overrides do.`,
        };
  } catch (error) {
    if (!(error instanceof KubernetesRequestError)) throw error;
    return {
      note: `The spec asks for parallelism ${wanted}; Flink itself could not be asked.`,
    };
  }
}
