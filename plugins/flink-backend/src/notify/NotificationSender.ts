import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Outbox, OutboxEntry } from './Outbox';

/**
 * How long a claimed entry is left to the process that claimed it, ms: longer than the five minutes after
 * which Node's fetch gives up.
 */
export const LEASE_MS = 6 * 60_000;
/** News of yesterday is told to nobody, ms. */
const GIVE_UP_MS = 24 * 60 * 60_000;
const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** Sends what the outbox holds. Of two that send, one claims; a failed entry is tried again later. */
export class NotificationSender {
  private failing = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly notifications: NotificationService,
    private readonly logger: LoggerService,
    private readonly now: () => number,
  ) {}

  async run(): Promise<void> {
    const due = await this.outbox.readDue(this.now());
    const ready: OutboxEntry[] = [];
    for (const entry of due) {
      if (await this.isReady(entry)) {
        ready.push(entry);
      }
    }
    await Promise.all(ready.map(entry => this.send(entry)));
  }

  private async isReady(entry: OutboxEntry): Promise<boolean> {
    const nowMs = this.now();
    if (nowMs - entry.createdAtMs > GIVE_UP_MS) {
      await this.outbox.end(entry, 'dropped', nowMs);
      return false;
    }
    if (!(await this.outbox.supersedeOlder(entry, nowMs))) {
      return false;
    }
    if (entry.kind === 'recovery' && !(await this.outbox.wasTold(entry))) {
      await this.outbox.end(entry, 'dropped', nowMs);
      return false;
    }
    return true;
  }

  private async send(entry: OutboxEntry): Promise<void> {
    const leaseUntilMs = this.now() + LEASE_MS;
    if (!(await this.outbox.claim(entry, leaseUntilMs))) {
      return;
    }
    try {
      await this.notifications.send({
        recipients: { type: 'entity', entityRef: entry.owner },
        payload: entry.payload,
      });
    } catch (error) {
      await this.failed(entry, leaseUntilMs, error);
      return;
    }
    this.failing = false;
    await this.outbox.end(entry, 'sent', this.now());
  }

  private async failed(
    entry: OutboxEntry,
    leaseUntilMs: number,
    error: unknown,
  ): Promise<void> {
    const nowMs = this.now();
    if (isNotInstalled(error)) {
      this.say('info', 'the notifications backend is not installed');
      await this.outbox.end(entry, 'dropped', nowMs);
      return;
    }
    this.say('warn', `it is tried again: ${stringifyError(error)}`);
    const waitMs = Math.min(
      FIRST_RETRY_MS * 2 ** Math.min(entry.attempts, 10),
      LONGEST_RETRY_MS,
    );
    await this.outbox.retry(entry, leaseUntilMs, nowMs + waitMs);
  }

  /** One line is enough until it works again. */
  private say(level: 'info' | 'warn', why: string): void {
    if (!this.failing) {
      this.logger[level](
        `Owners of Flink applications are not notified; ${why}`,
      );
    }
    this.failing = true;
  }
}

/** The notifications client says so in its message and nowhere else. */
function isNotInstalled(error: unknown): boolean {
  return /status 404\b/.test(stringifyError(error));
}
