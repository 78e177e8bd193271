import type { Story } from '../story';

export const healthy: Story = {
  name: 'healthy',
  summary: 'A normal day: it follows its traffic and checkpoints on time.',
  startedMinutesAgo: 0,
  curedBy: [],
};
