export * from './DataEndpoint';
export * from './JobPlan';
export * from './NewJobForm';
export { newJobProblems } from './newJobProblems';
export * from './PlanContext';
export * from './planNewJob';
