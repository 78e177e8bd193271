export * from './verdictColors';
