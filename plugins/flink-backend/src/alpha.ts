/**
 * What authors of permission policies need.
 *
 * @packageDocumentation
 */
export {
  createFlinkApplicationConditionalDecision,
  flinkApplicationConditions,
} from './permissions/conditions';
