/**
 * The form fields of the Flink templates, for apps of the old frontend system; those of the new one take
 * `./alpha`.
 *
 * @packageDocumentation
 */
export * from './registration/legacyFields';
export type { EndpointDraft, EndpointKind } from './data/endpointKinds';
export type { LoadDraft } from './size/loadDraft';
