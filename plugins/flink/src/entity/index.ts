export * from './flinkAnnotations';
export * from './flinkEntityFilter';
export * from './isFlinkAvailable';
