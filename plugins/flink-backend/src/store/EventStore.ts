import { createHash } from 'node:crypto';
import type { RuntimeEvent } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import { HOUR_MS } from './metricHour';
import { toNumber, type RuntimeEventRow } from './rows';

/** A warning as the timeline shows it: what was said again within the hour is one. */
export interface StoredEvent {
  /** Letters and digits only, so that every database and JavaScript sort it alike. */
  readonly id: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly event: RuntimeEvent;
}

const ROWS_PER_WRITE = 100;

/** Warnings of the runtimes, which themselves forget them within hours. */
export class EventStore {
  constructor(private readonly knex: Knex) {}

  async write(
    events: ReadonlyArray<{ applicationId: string; event: RuntimeEvent }>,
    trx: Knex = this.knex,
  ): Promise<void> {
    const rows = new Map(
      events.map(({ applicationId, event }): [string, RuntimeEventRow] => {
        const atMs = Date.parse(event.at);
        const id = idOf(event, atMs);
        return [
          `${applicationId} ${id}`,
          {
            application_id: applicationId,
            event_id: id,
            first_at: atMs,
            last_at: atMs,
            event_json: JSON.stringify(event),
          },
        ];
      }),
    );
    for (const chunk of chunksOf([...rows.values()], ROWS_PER_WRITE)) {
      await trx<RuntimeEventRow>('flink_runtime_events')
        .insert(chunk)
        .onConflict(['application_id', 'event_id'])
        .merge(['last_at', 'event_json']);
    }
  }

  /** Newest first, at most that many, from that time backwards. */
  async readBackwards(
    applicationId: string,
    fromMs: number,
    untilMs: number,
    limit: number,
  ): Promise<StoredEvent[]> {
    const rows = await this.knex<RuntimeEventRow>('flink_runtime_events')
      .where('application_id', applicationId)
      .andWhere('first_at', '>=', fromMs)
      .andWhere('first_at', '<=', untilMs)
      .orderBy([
        { column: 'first_at', order: 'desc' },
        { column: 'event_id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(row => ({
      id: row.event_id,
      firstAtMs: toNumber(row.first_at),
      lastAtMs: toNumber(row.last_at),
      event: JSON.parse(row.event_json),
    }));
  }
}

function idOf({ reason, object, message }: RuntimeEvent, atMs: number): string {
  const said = createHash('sha256')
    .update(JSON.stringify([reason, object, message]))
    .digest('hex')
    .slice(0, 16);
  return `${said}${Math.floor(atMs / HOUR_MS)}`;
}
