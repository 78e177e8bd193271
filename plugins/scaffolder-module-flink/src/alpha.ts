/**
 * The form fields of the Flink templates, for the new frontend system.
 *
 * @packageDocumentation
 */
export { scaffolderModuleFlink as default } from './registration/scaffolderModuleFlink';
