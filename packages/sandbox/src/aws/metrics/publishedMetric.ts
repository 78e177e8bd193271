import type { JobMoment } from '../../world';
import type { ManagedApplication } from '../applications/managedApplication';

/** The namespace of everything the service publishes. */
export const NAMESPACE = 'AWS/KinesisAnalytics';

/** A moment of an application and its job. */
export interface Sampled {
  readonly application: ManagedApplication;
  readonly moment: JobMoment;
  readonly timeMs: number;
}

/** One metric an application publishes, with its exact dimension set. */
export interface PublishedMetric {
  readonly application: ManagedApplication;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** One sample an hour instead of every minute. */
  readonly hourly?: boolean;
  /** How often each value enters the statistics of one minute; some metrics are taken four times. */
  readonly copies: number;
  /** The values reported at a moment, one per reporting task or process; none: nothing is reported. */
  values(sampled: Sampled): readonly number[];
}

/** The key one looks a metric up by: CloudWatch matches the whole dimension set or nothing. */
export function metricKey(
  name: string,
  dimensions: Readonly<Record<string, string>>,
): string {
  const parts = Object.entries(dimensions)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([dimension, value]) => `${dimension}=${value}`);
  return `${name}|${parts.join('|')}`;
}
