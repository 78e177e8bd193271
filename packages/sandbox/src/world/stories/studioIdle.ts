import type { Story } from '../story';

export const studioIdle: Story = {
  name: 'studio-idle',
  summary:
    'A Studio notebook nobody has used for days keeps running and costs money.',
  startedMinutesAgo: 4 * 24 * 60,
  curedBy: [],
  bend: () => ({
    arrivalPerSecond: 0,
    processedFraction: 0,
    cpuPercent: 2,
    heapPercent: 22,
  }),
};
