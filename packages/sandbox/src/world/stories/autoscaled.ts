import type { PlannedChange } from '../change';
import type { Story } from '../story';

const SIX_HOURS_MS = 6 * 3_600_000;

export const autoscaled: Story = {
  name: 'autoscaled',
  summary:
    'The runtime doubled the parallelism under load and halves it after six quiet hours, over and over.',
  startedMinutesAgo: 58,
  curedBy: ['deploy', 'rescale'],
  changes: ({ startsMs, profile }, untilMs) => {
    const changes: PlannedChange[] = [];
    let doubled = true;
    for (let atMs = startsMs; atMs <= untilMs; atMs += SIX_HOURS_MS) {
      changes.push({
        atMs,
        kind: 'rescale',
        downtimeMs: 74_000,
        parallelism: profile.parallelism * (doubled ? 2 : 1),
      });
      doubled = !doubled;
    }
    return changes;
  },
};
