export * from './allowedPaths';
export * from './FlinkRestClient';
export * from './FlinkRestError';
export * from './MetricNameCache';
export * from './readFlinkCluster';
export * from './readJobFaults';
