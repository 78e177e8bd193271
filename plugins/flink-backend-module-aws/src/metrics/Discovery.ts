import { z } from 'zod';

/** A series CloudWatch has for an application. */
export const discoveredSeriesSchema = z.object({
  metricName: z.string(),
  dimensions: z.enum(['application', 'application+flow', 'source', 'task']),
  /** Dimensions besides Application. */
  values: z.record(z.string(), z.string()),
});

/** What ListMetrics said about one version of an application. */
export const discoverySchema = z.object({
  /** Epoch ms. */
  at: z.number(),
  versionId: z.number(),
  /**
   * True when what is missing is really missing: some series are there, and the version was old enough
   * for the slow index behind ListMetrics.
   */
  decisive: z.boolean(),
  series: z.array(discoveredSeriesSchema),
});

export type DiscoveredSeries = z.infer<typeof discoveredSeriesSchema>;
export type Discovery = z.infer<typeof discoverySchema>;
