export * from './KindWatcher';
export * from './kinds';
export { listAll } from './listAll';
export * from './waiting';
