export * from './ActionKind';
export * from './ActionRequest';
export * from './ActionStatus';
export * from './compareAroundChange';
