export * from './FlinkApi';
export * from './FlinkClient';
