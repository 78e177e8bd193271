import type { Story } from '../story';

/** The job itself is well: the rejection shows on the resource, not on the job. */
export const rejectedSpec: Story = {
  name: 'rejected-spec',
  summary:
    'The newest spec was refused by validation; the previous one keeps running.',
  startedMinutesAgo: 41,
  curedBy: ['deploy'],
};
