export * from './MetricName';
export * from './MetricSeries';
