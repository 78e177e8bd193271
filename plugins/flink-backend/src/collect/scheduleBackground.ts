import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { FlinkConfig } from '../config';
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
}

/** Puts the background work on the scheduler: one process at a time, whichever it is. */
export async function scheduleBackground(
  scheduler: SchedulerService,
  config: FlinkConfig,
  { sources, stale, links, retention }: Background,
): Promise<void> {
  await sources.start();
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
