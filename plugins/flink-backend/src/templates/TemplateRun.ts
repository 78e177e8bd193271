import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** How far a run came, in the order of the way. */
export type MilestoneId = flinkApi.TemplateMilestone['id'];

/** The use of one template, with its times as epoch ms. */
export interface TemplateRun {
  readonly id: string;
  readonly template: string;
  readonly templateVersion: string;
  readonly applicationId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: flinkApi.TemplateRun['outcome'];
  readonly failure?: string;
  /** In the order in which they were reached. */
  readonly milestones: readonly {
    readonly id: MilestoneId;
    readonly atMs: number;
  }[];
}
