import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** A milestone of a run of a template. */
export type MilestoneId = flinkApi.TemplateMilestone['id'];

/** What a milestone is called on screen, in the order of the way. */
export const MILESTONE_NAMES: Readonly<Record<MilestoneId, string>> = {
  repository: 'Repository',
  ci: 'CI',
  artefact: 'Artefact',
  infrastructure: 'Infrastructure',
  running: 'Running',
  firstRecord: 'First record',
  firstCheckpoint: 'First checkpoint',
};

/** The name of a milestone, or its id where a newer backend names one that is not known here. */
export function milestoneName(id: string): string {
  return Object.hasOwn(MILESTONE_NAMES, id)
    ? MILESTONE_NAMES[id as MilestoneId]
    : id;
}
