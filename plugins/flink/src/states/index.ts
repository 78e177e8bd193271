export * from './EmptySentence';
export * from './ErrorState';
export * from './LoadingState';
export * from './ScrollRegion';
