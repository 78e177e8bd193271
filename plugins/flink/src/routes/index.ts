export * from './routeRefs';
export * from './useApplicationHref';
