export * from './describeError';
export * from './location';
export * from './moments';
