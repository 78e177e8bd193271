/**
 * Collects, judges, stores and serves the state of Flink applications.
 *
 * @packageDocumentation
 */
export { flinkPlugin as default } from './plugin';
