import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { toNumber, type NotificationRow } from '../store/rows';
import type { Announcement } from './decide';

/** What a notification says. */
export type NotificationPayload = NotificationSendOptions['payload'];

/** A notification that is to be sent. */
export interface OutboxEntry extends Announcement {
  readonly id: number;
  readonly applicationId: string;
  /** Entity ref. */
  readonly owner: string;
  readonly payload: NotificationPayload;
  readonly createdAtMs: number;
  /** Failed attempts before this one. */
  readonly attempts: number;
  /** When its turn is, epoch ms; changes with every claim, so that one of two claims fails. */
  readonly dueAtMs: number;
}

const TABLE = 'flink_notifications';
/** Sent in one round; the rest has its turn in the next. */
const PER_ROUND = 50;

/** Notifications on their way, one row each, in the database: the one truth for all replicas. */
export class Outbox {
  constructor(private readonly knex: Knex) {}

  async add(
    entry: Omit<OutboxEntry, 'id' | 'attempts' | 'dueAtMs'>,
    trx: Knex,
  ): Promise<void> {
    await trx<NotificationRow>(TABLE).insert({
      application_id: entry.applicationId,
      episode: entry.episode,
      kind: entry.kind,
      owner: entry.owner,
      payload_json: JSON.stringify(entry.payload),
      status: 'pending',
      created_at: entry.createdAtMs,
      next_try_at: entry.createdAtMs,
      attempts: 0,
      ended_at: null,
    });
  }

  /**
   * What is due, newest first: what is told last of an application makes the rest old. One that was being
   * sent is due again when its lease ended, as the process that sent it died.
   */
  async readDue(nowMs: number): Promise<OutboxEntry[]> {
    const rows = await this.knex<NotificationRow>(TABLE)
      .whereIn('status', ['pending', 'sending'])
      .andWhere('next_try_at', '<=', nowMs)
      .orderBy('id', 'desc')
      .limit(PER_ROUND);
    return rows.map(row => ({
      id: toNumber(row.id),
      applicationId: row.application_id,
      episode: row.episode,
      kind: row.kind as Announcement['kind'],
      owner: row.owner,
      payload: JSON.parse(row.payload_json),
      createdAtMs: toNumber(row.created_at),
      attempts: row.attempts,
      dueAtMs: toNumber(row.next_try_at),
    }));
  }

  /**
   * Ends older entries of the application that were never tried or failed. One whose sender died may have
   * arrived and counts as sent.
   *
   * @returns false when an older one is being sent right now
   */
  async supersedeOlder(
    { id, applicationId }: OutboxEntry,
    nowMs: number,
  ): Promise<boolean> {
    const older = () =>
      this.knex<NotificationRow>(TABLE)
        .where('application_id', applicationId)
        .andWhere('id', '<', id);
    await older()
      .andWhere('status', 'pending')
      .update({ status: 'dropped', ended_at: nowMs });
    await older()
      .andWhere('status', 'sending')
      .andWhere('next_try_at', '<=', nowMs)
      .update({ status: 'sent', ended_at: nowMs });
    return (await older().andWhere('status', 'sending').first()) === undefined;
  }

  /** Whether the owner was told of this trouble. */
  async wasTold({ applicationId, episode }: OutboxEntry): Promise<boolean> {
    const sent = await this.knex<NotificationRow>(TABLE)
      .select('id')
      .where({
        application_id: applicationId,
        episode,
        kind: 'worsening',
        status: 'sent',
      })
      .first();
    return sent !== undefined;
  }

  /** Takes an entry until the lease ends. @returns false when another replica took it */
  async claim(
    { id, dueAtMs }: OutboxEntry,
    leaseUntilMs: number,
  ): Promise<boolean> {
    const claimed = await this.knex<NotificationRow>(TABLE)
      .where({ id, next_try_at: dueAtMs })
      .whereIn('status', ['pending', 'sending'])
      .update({ status: 'sending', next_try_at: leaseUntilMs });
    return claimed > 0;
  }

  /** Ends an entry. */
  async end(
    { id }: OutboxEntry,
    status: 'sent' | 'dropped',
    nowMs: number,
  ): Promise<void> {
    await this.knex<NotificationRow>(TABLE)
      .where({ id })
      .update({ status, ended_at: nowMs });
  }

  /** Gives a claimed entry back after it failed, unless its lease was lost. */
  async retry(
    { id, attempts }: OutboxEntry,
    leaseUntilMs: number,
    nextTryAtMs: number,
  ): Promise<void> {
    await this.knex<NotificationRow>(TABLE)
      .where({ id, status: 'sending', next_try_at: leaseUntilMs })
      .update({
        status: 'pending',
        next_try_at: nextTryAtMs,
        attempts: attempts + 1,
      });
  }

  /** Ends everything that is not sent. */
  async dropAll(nowMs: number): Promise<void> {
    await this.knex<NotificationRow>(TABLE)
      .whereIn('status', ['pending', 'sending'])
      .update({ status: 'dropped', ended_at: nowMs });
  }
}
