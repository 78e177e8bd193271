import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** Every kind of thing that happens to an application, as filters offer them. */
export const TIMELINE_KINDS: readonly flinkApi.TimelineKind[] = [
  'verdict',
  'action',
  'operation',
  'restart',
  'failedCheckpoint',
  'fault',
  'event',
];

/** One of a kind. */
export const KIND_WORDS: Readonly<Record<flinkApi.TimelineKind, string>> = {
  verdict: 'Verdict',
  action: 'Action',
  operation: 'Change',
  restart: 'Restart',
  failedCheckpoint: 'Failed checkpoint',
  fault: 'Fault',
  event: 'Event',
};

/** All of a kind. */
export const KIND_PLURALS: Readonly<Record<flinkApi.TimelineKind, string>> = {
  verdict: 'Verdicts',
  action: 'Actions',
  operation: 'Changes',
  restart: 'Restarts',
  failedCheckpoint: 'Failed checkpoints',
  fault: 'Faults',
  event: 'Events',
};
