export * from './flinkEntityFilter';
export * from './isFlinkAvailable';
