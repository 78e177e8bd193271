export * from './KindWatcher';
export * from './kinds';
export * from './waiting';
