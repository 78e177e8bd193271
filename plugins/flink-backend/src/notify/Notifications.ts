import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { TransitionListener } from '../collect/TransitionListener';
import type { NotificationSettings } from './NotificationSettings';
import type { NotificationSender } from './NotificationSender';
import type { Outbox } from './Outbox';
import type { OwnerNotifier } from './OwnerNotifier';
import type { ToldStates } from './ToldStates';

/** The id of the task that tells owners. */
export const NOTIFY_TASK_ID = 'flink-notify';

/**
 * Tells owners: in a task, and at once when a verdict changed. The task alone would do; it also sends what
 * became due by waiting.
 */
export class Notifications implements TransitionListener {
  private running: Promise<void> = Promise.resolve();
  private isQueued = false;

  constructor(
    private readonly settings: NotificationSettings,
    private readonly states: ToldStates,
    private readonly outbox: Outbox,
    private readonly notifier: OwnerNotifier,
    private readonly sender: NotificationSender,
    private readonly logger: LoggerService,
    private readonly now: () => number,
  ) {}

  get enabled(): boolean {
    return this.settings.enabled;
  }

  /**
   * Before anything is collected: takes every application as it is. Where nobody is told, what was told is
   * forgotten, so that what happens meanwhile is not told when that is turned on.
   */
  async prepare(): Promise<void> {
    if (this.settings.enabled) {
      await this.notifier.run();
    } else {
      await this.states.forget();
      await this.outbox.dropAll(this.now());
    }
  }

  /** One round in this process at a time. */
  run(): Promise<void> {
    const round = this.running.then(async () => {
      this.isQueued = false;
      await this.notifier.run();
      await this.sender.run();
    });
    this.running = round.catch(() => {});
    return round;
  }

  /** Begins a round and does not wait for it: sending may take long. */
  async onTransitions(): Promise<void> {
    if (!this.settings.enabled || this.isQueued) {
      return;
    }
    this.isQueued = true;
    this.run().catch(error =>
      this.logger.warn(
        `Telling the owners of Flink applications failed and is tried again: ${stringifyError(
          error,
        )}`,
      ),
    );
  }
}
