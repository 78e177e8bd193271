export * from './flinkConfiguration';
export * from './flinkResources';
export * from './flinkSpec';
export * from './flinkStatus';
export * from './kubernetesResources';
export * from './objectMeta';
export * from './statusError';
