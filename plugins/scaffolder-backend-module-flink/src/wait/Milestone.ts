import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** @see flinkApi.TemplateMilestoneIdEnum */
export type MilestoneId = flinkApi.TemplateMilestoneIdEnum;

/** Something on the way to the first checkpoint that was reached. */
export interface Milestone {
  readonly id: MilestoneId;
  readonly atMs: number;
}

/** In the order in which a run usually reaches them. */
export const MILESTONES: readonly MilestoneId[] = [
  'repository',
  'ci',
  'artefact',
  'infrastructure',
  'running',
  'firstRecord',
  'firstCheckpoint',
];

/** What the task's log says when one is reached. */
export const MILESTONE_TEXTS: Readonly<Record<MilestoneId, string>> = {
  repository: 'repository published',
  ci: 'the repository’s own checks passed',
  artefact: 'artefact built and uploaded',
  infrastructure: 'infrastructure created',
  running: 'the job runs',
  firstRecord: 'first record read',
  firstCheckpoint: 'first checkpoint completed',
};

/** The commit statuses that the workflows of a generated repository set. */
export const STATUS_MILESTONES: Readonly<Record<string, MilestoneId>> = {
  'flink/ci': 'ci',
  'flink/artefact': 'artefact',
  'flink/infrastructure': 'infrastructure',
};
