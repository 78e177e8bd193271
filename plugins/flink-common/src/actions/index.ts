export * from './ActionKind';
export * from './ActionRequest';
export * from './ActionStatus';
