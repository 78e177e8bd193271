import type { Story } from '../story';

/** The fleet submits it at the story's start; all that is special about it is its age. */
export const newJob: Story = {
  name: 'new-job',
  summary:
    'Submitted minutes ago: it runs, but its first checkpoint is still to come.',
  startedMinutesAgo: 4,
  curedBy: [],
};
