import type { Story } from '../story';

const FAILED_AFTER_MS = 6.6 * 60_000;

export const rolledBack: Story = {
  name: 'rolled-back',
  summary:
    'A deployment did not start in time and was undone: the old version runs, the new one does not.',
  startedMinutesAgo: 44,
  curedBy: ['deploy'],
  changes: ({ startsMs }) => [
    { atMs: startsMs, kind: 'deploy', downtimeMs: Infinity },
    {
      atMs: startsMs + FAILED_AFTER_MS,
      kind: 'rollback',
      downtimeMs: 3.4 * 60_000,
    },
  ],
};
