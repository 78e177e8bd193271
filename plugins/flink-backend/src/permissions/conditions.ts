import { createConditionExports } from '@backstage/plugin-permission-node';
import { flinkApplicationResourceRef } from '@flink-portal/backstage-plugin-flink-node';
import { flinkApplicationRules } from './rules';

const exported = createConditionExports({
  resourceRef: flinkApplicationResourceRef,
  rules: flinkApplicationRules,
});

/** Conditions for permission policies. @alpha */
export const flinkApplicationConditions = exported.conditions;

/** Makes a conditional decision about an application. @alpha */
export const createFlinkApplicationConditionalDecision =
  exported.createConditionalDecision;
