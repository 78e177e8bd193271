import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** An application as its dialog needs it. */
export type DialogApplication = Pick<
  flinkApi.ApplicationSummary,
  'id' | 'name' | 'runtime' | 'environment'
>;
