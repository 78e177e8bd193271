export * from './PlatformStandards';
