/**
 * Scaffolder actions for Flink jobs.
 *
 * @packageDocumentation
 */
export { scaffolderModuleFlink as default } from './module';
