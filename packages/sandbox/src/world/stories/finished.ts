import type { Story } from '../story';

export const finished: Story = {
  name: 'finished',
  summary: 'A bounded job that read all its input and ended three hours ago.',
  startedMinutesAgo: 183,
  curedBy: ['start', 'deploy'],
  changes: ({ startsMs }) => [
    { atMs: startsMs, kind: 'finish', downtimeMs: 0 },
  ],
};
