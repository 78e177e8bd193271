/**
 * The runtime `managed` of the Flink suite: Amazon Managed Service for Apache Flink.
 *
 * @packageDocumentation
 */
export { flinkModuleAws as default } from './module';
