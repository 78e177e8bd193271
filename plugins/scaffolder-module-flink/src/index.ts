/**
 * The form fields of the Flink templates, for apps of the old frontend system; those of the new one take
 * `./alpha`.
 *
 * @packageDocumentation
 */
export * from './registration/legacyFields';
