export * from './annotationNames';
export * from './ApplicationClaim';
