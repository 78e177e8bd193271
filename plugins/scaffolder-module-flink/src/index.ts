/**
 * Form fields of the Flink templates.
 *
 * @packageDocumentation
 */
export {};
