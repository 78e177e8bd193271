export * from './formatBytes';
export * from './formatCount';
export * from './formatPercent';
export * from './formatQuantity';
export * from './formatTime';
