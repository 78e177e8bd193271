export * from './DataEndpoint';
export * from './JobPlan';
export * from './NewJobForm';
export { newJobProblems } from './newJobProblems';
export * from './planNewJob';
