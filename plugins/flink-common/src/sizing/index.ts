export * from './JobSize';
export * from './monthlyCost';
export * from './sizeJob';
