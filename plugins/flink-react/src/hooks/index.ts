export type { FlinkData } from './useFlinkData';
export * from './useApplication';
export * from './useApplicationMetrics';
export * from './useEntityApplications';
export * from './useFleet';
export * from './useNow';
export * from './useSources';
