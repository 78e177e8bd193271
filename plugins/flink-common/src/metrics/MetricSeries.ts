import type { MetricName } from './MetricName';

/** One value: epoch seconds and the value in the metric's unit. @public */
export type MetricPoint = readonly [epochSeconds: number, value: number];

/**
 * Values of one metric in time order. Missing minutes are missing, never zero.
 *
 * @public
 */
export interface MetricSeries {
  readonly metric: MetricName;
  /** Which part of the job, where the metric is finer than the application. */
  readonly part?: {
    readonly kind: 'source' | 'task' | 'taskManager' | 'job';
    readonly name: string;
  };
  readonly points: readonly MetricPoint[];
}
