export * from './HealthThresholds';
export * from './Judgement';
