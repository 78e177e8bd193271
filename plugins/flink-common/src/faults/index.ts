export * from './FaultRecord';
