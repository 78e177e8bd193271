import type {
  JobPlan,
  PlannedEnvironment,
} from '@flink-portal/backstage-plugin-flink-common';

/** What an application is tagged with in one environment. */
export function tagsOf(
  { tags }: Pick<JobPlan, 'tags'>,
  { name }: Pick<PlannedEnvironment, 'name'>,
): Readonly<Record<string, string>> {
  return { ...tags, environment: name };
}
