/**
 * The domain of the Flink suite: pure, without I/O, for the browser and Node alike.
 *
 * @packageDocumentation
 */
export * from './actions';
export * from './annotations';
export * from './faults';
export * from './format';
export * from './health';
export * from './metrics';
export * from './model';
export * from './newJob';
export * from './permissions';
export * from './redact';
export * from './sizing';
export * from './standards';
export * as flinkApi from './schema/openapi/generated';
