export { ApplicationContent } from './ApplicationContent';
export { EntityFlinkContent } from './EntityFlinkContent';
