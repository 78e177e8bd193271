export * from './compareRuntimes';
export * from './JobSize';
export * from './monthlyCost';
export * from './sizeJob';
