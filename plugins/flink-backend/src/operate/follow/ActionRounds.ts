import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { ChangeWatcher } from '../watch/ChangeWatcher';
import type { ActionFollower } from './ActionFollower';
import type { RequestExpiry } from './RequestExpiry';

/** The id of the task that follows actions. */
export const FOLLOW_TASK_ID = 'flink-follow-actions';
const EVERY_MS = 2_000;

/**
 * Follows actions, watches what they changed and lets requests expire, every two seconds on every replica:
 * whichever claims a row does its work. A round without anything to do is three indexed reads.
 */
export class ActionRounds {
  constructor(
    private readonly follower: Pick<ActionFollower, 'run'>,
    private readonly watcher: Pick<ChangeWatcher, 'run'>,
    private readonly expiry: Pick<RequestExpiry, 'run'>,
    private readonly logger: LoggerService,
  ) {}

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: FOLLOW_TASK_ID,
      scope: 'local',
      frequency: { milliseconds: EVERY_MS },
      timeout: { minutes: 2 },
      fn: () => this.run(),
    });
  }

  async run(): Promise<void> {
    await Promise.all(
      [this.follower, this.watcher, this.expiry].map(each =>
        each.run().catch(error => {
          this.logger.warn(
            `A round of following actions failed: ${stringifyError(error)}`,
          );
        }),
      ),
    );
  }
}
