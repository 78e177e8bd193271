/**
 * What a runtime of the Flink suite implements, and where it joins.
 *
 * @packageDocumentation
 */
export * from './flinkApplicationResource';
export * from './FlinkActions';
export * from './FlinkCreation';
export * from './FlinkRuntime';
export * from './flinkRuntimeExtensionPoint';
