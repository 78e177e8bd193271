export * from './DataFrame';
export * from './EmptySentence';
export * from './ErrorState';
export * from './FactTable';
export * from './LoadingState';
export * from './ScrollRegion';
