import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';

/** The layers a repository of a plan is made of, in the order in which the templates render them. */
export function layersOf({ language, target }: JobPlan): string[] {
  return ['common', 'jvm', language, target];
}

/**
 * The layers that are rendered once for each environment, after all others. Their values are not the plan but
 * `{ plan, environment }`: a file's name can hold the environment's, which no loop inside a file can do.
 * (A file is left out by a folder whose name renders to nothing.)
 */
export function environmentLayersOf({ target }: JobPlan): string[] {
  return ['environment', `${target}-environment`];
}
