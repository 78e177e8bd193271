/**
 * Found Flink applications become catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModuleFlink as default } from './catalogModuleFlink';
