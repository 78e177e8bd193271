/** The parts of an application's page, as they stand in the URL. */
export const SECTIONS = [
  'overview',
  'metrics',
  'exceptions',
  'actions',
  'operations',
  'snapshots',
  'events',
] as const;

/** One part of an application's page. */
export type Section = (typeof SECTIONS)[number];
