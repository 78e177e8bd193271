import { minutesAgo, minutesAgoMs } from './facts';

/** Flink runs a job although the application is suspended. */
export const suspendedRun = {
  atMs: minutesAgoMs(0),
  jobs: [
    {
      jobId: 'b'.repeat(32),
      name: 'orders job',
      status: 'RUNNING',
      startedAt: minutesAgo(5),
      checkpointing: { read: false as const },
    },
  ],
  metrics: {
    from: minutesAgo(1),
    to: minutesAgo(0),
    resolutionSeconds: 60,
    series: [],
  },
};
