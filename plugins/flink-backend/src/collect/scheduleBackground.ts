import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { FlinkConfig } from '../config';
import { NOTIFY_TASK_ID, type Notifications } from '../notify/Notifications';
import { RETENTION_TASK_ID, type Retention } from '../store/Retention';
import { LINKS_TASK_ID, type CatalogLinks } from './links/CatalogLinks';
import type { SourceSchedule } from './SourceSchedule';
import { STALE_TASK_ID, type StaleSweep } from './StaleSweep';

/** What runs without anybody asking. */
export interface Background {
  readonly sources: SourceSchedule;
  readonly stale: StaleSweep;
  readonly links: CatalogLinks;
  readonly retention: Retention;
  readonly notifications: Notifications;
}

/** Puts the background work on the scheduler: one process at a time, whichever it is. */
export async function scheduleBackground(
  scheduler: SchedulerService,
  config: FlinkConfig,
  { sources, stale, links, retention, notifications }: Background,
): Promise<void> {
  await notifications.prepare();
  await sources.start();
  if (notifications.enabled) {
    await scheduler.scheduleTask({
      id: NOTIFY_TASK_ID,
      scope: 'global',
      frequency: { seconds: 15 },
      timeout: { minutes: 6 },
      initialDelay: { seconds: 15 },
      fn: () => notifications.run(),
    });
  }
  await scheduler.scheduleTask({
    id: STALE_TASK_ID,
    scope: 'global',
    frequency: { milliseconds: config.schedule.staleEveryMs },
    timeout: { minutes: 5 },
    initialDelay: { milliseconds: config.schedule.staleEveryMs },
    fn: () => stale.run(),
  });
  await scheduler.scheduleTask({
    id: LINKS_TASK_ID,
    scope: 'global',
    frequency: { milliseconds: config.links.frequencyMs },
    timeout: { minutes: 5 },
    // The first collections and the catalog's first entities come before it.
    initialDelay: { seconds: 8 },
    fn: () => links.run(),
  });
  await scheduler.scheduleTask({
    id: RETENTION_TASK_ID,
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 2 },
    fn: () => retention.run(),
  });
}
