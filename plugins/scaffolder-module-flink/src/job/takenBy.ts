import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** Where applications of exactly this name already are, in words. */
export function takenBy(
  name: string,
  applications: readonly Pick<
    flinkApi.ApplicationSummary,
    'name' | 'environment' | 'id'
  >[],
): string[] {
  return applications
    .filter(application => application.name === name)
    .map(({ environment, id }) =>
      environment ? `${environment} (${id})` : id,
    );
}
