import type { Story } from '../story';

export const suspended: Story = {
  name: 'suspended',
  summary: 'Somebody stopped it with a savepoint two days ago.',
  startedMinutesAgo: 2 * 24 * 60 + 137,
  curedBy: ['start', 'deploy'],
  changes: ({ startsMs }) => [{ atMs: startsMs, kind: 'stop', downtimeMs: 0 }],
};
