export * from './ApplicationFacts';
export { activeChild, blueGreenOwnerOf } from './blueGreen';
export { viewOf, type DeploymentView } from './DeploymentView';
export { standingOf } from './stateRules';
export { toObservation, type Before } from './toObservation';
