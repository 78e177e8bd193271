export * from './actionHref';
export * from './routeRefs';
export * from './Section';
export * from './sectionHref';

export * from './useApplicationHref';
export * from './useRuleHref';
