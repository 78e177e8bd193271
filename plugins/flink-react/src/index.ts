/**
 * The API ref, hooks and small pieces of the Flink suite, for its own screens and for other plugins.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './colors';
export * from './components';
export * from './hooks';
export * from './text';
