import type { PlannedChange } from '../change';
import type { Story } from '../story';

const EVERY_MS = 14 * 60_000;

/** Readers of Kafka and of Kinesis half a period apart, so that one of a pair is always changing. */
export const deploying: Story = {
  name: 'deploying',
  summary:
    'A staging job that every merge deploys: half of the time it is being updated.',
  startedMinutesAgo: 26 * 60,
  curedBy: ['stop', 'cancel', 'start', 'deploy', 'rescale', 'rollback'],
  changes: ({ startsMs, profile }, untilMs) => {
    const phase = profile.source.kind === 'kafka' ? 0 : 0.5;
    const changes: PlannedChange[] = [];
    const firstMs =
      startsMs + 26 * 3_600_000 - 111.6 * EVERY_MS + phase * EVERY_MS;
    for (let atMs = firstMs; atMs <= untilMs; atMs += EVERY_MS) {
      changes.push({ atMs, kind: 'deploy', downtimeMs: EVERY_MS / 2 + 12_000 });
    }
    return changes;
  },
};
