import type { Story } from '../story';

export const noData: Story = {
  name: 'no-data',
  summary:
    'The job runs and checkpoints, but its producer went silent: nothing arrives, the watermark stands still.',
  startedMinutesAgo: 96,
  curedBy: [],
  bend: (normal, { startsMs }) => ({
    arrivalPerSecond: 0,
    processedFraction: 0,
    watermarkStuckAtMs: startsMs - 5_000,
    cpuPercent: 3.5,
    heapPercent: normal.heapPercent * 0.6,
    checkpointDurationMs: 380 + (normal.checkpointDurationMs % 70),
  }),
};
