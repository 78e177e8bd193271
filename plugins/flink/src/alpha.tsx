/**
 * The Flink plugin for the new frontend system.
 *
 * @packageDocumentation
 */
export { flinkAlphaPlugin as default } from './alpha/flinkAlphaPlugin';
