import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';

/** The layers a repository of a plan is made of, in the order in which the templates render them. */
export function layersOf({ language, target }: JobPlan): string[] {
  return ['common', 'jvm', language, target];
}
