import type { Story } from '../story';

/** What the retention of the stream and the quieter night leave of the backlog. */
const PLATEAU_SECONDS = 4.5 * 3600;

export const growingLag: Story = {
  name: 'growing-lag',
  summary:
    'More arrives than the job can read at its parallelism: CPU is full and the lag grows for hours.',
  startedMinutesAgo: 47,
  curedBy: ['rescale'],
  lagSeconds: sinceMs =>
    PLATEAU_SECONDS *
    (1 - Math.exp((-0.36 * sinceMs) / 1000 / PLATEAU_SECONDS)),
  bend: normal => ({
    arrivalPerSecond: normal.arrivalPerSecond * 1.7,
    bottleneckVertex: 1,
    pressure: 0.38,
    cpuPercent: 93 + 3 * Math.sin(normal.cpuPercent),
    cpuSaturated: true,
    heapPercent: normal.heapPercent + 6,
    checkpointDurationMs: normal.checkpointDurationMs * 2,
  }),
};
