export * from './MetricDefinition';
export * from './MetricName';
export * from './MetricSeries';
export {
  METRIC_CATALOG,
  feedFor,
  flinkLineOf,
  healthMetrics,
  readMetricValue,
} from './metricCatalog';
