import type { PlannedChange } from '../change';
import type { Story } from '../story';

const WEEK_MS = 7 * 86_400_000;

export const maintenanceRestart: Story = {
  name: 'maintenance-restart',
  summary:
    'The provider patched the application: one restart of half a minute that is nobody’s incident.',
  startedMinutesAgo: 22,
  curedBy: [],
  changes: ({ startsMs }, untilMs) => {
    const changes: PlannedChange[] = [];
    for (let atMs = startsMs; atMs <= untilMs; atMs += WEEK_MS) {
      changes.push({ atMs, kind: 'maintenance', downtimeMs: 28_000 });
    }
    return changes;
  },
};
