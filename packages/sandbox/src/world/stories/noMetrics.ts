import type { Story } from '../story';

export const noMetrics: Story = {
  name: 'no-metrics',
  summary:
    'The job runs, but its metrics stopped arriving: nobody can say how it is.',
  startedMinutesAgo: 75,
  curedBy: ['deploy', 'start', 'restart'],
  silent: true,
};
