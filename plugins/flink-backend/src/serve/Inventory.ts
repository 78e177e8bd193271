import type { Operation } from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkApplicationResource } from '@flink-portal/backstage-plugin-flink-node';
import type { Knex } from 'knex';
import type { ApplicationRow, OperationRow } from '../store/rows';

const OPERATIONS_SHOWN = 200;
/** More than a month of an application that scales every half hour. */
const OPERATIONS_IN_TIMELINE = 2_000;

/** Reads of single applications for requests. */
export class Inventory {
  constructor(private readonly knex: Knex) {}

  async get(id: string): Promise<ApplicationRow | undefined> {
    return this.knex<ApplicationRow>('flink_applications')
      .where({ id })
      .whereNull('removed_at')
      .first();
  }

  /** Newest first. */
  async readOperations(id: string, fromMs = 0): Promise<Operation[]> {
    const rows = await this.knex<OperationRow>('flink_operations')
      .select('operation_json')
      .where('application_id', id)
      .andWhere('started_at', '>=', fromMs)
      .orderBy('started_at', 'desc')
      .limit(OPERATIONS_SHOWN);
    return rows.map(row => JSON.parse(row.operation_json));
  }

  /** Those that began in a span of time, newest first. */
  async readOperationsWithin(
    id: string,
    fromMs: number,
    untilMs: number,
  ): Promise<Operation[]> {
    const rows = await this.knex<OperationRow>('flink_operations')
      .select('operation_json')
      .where('application_id', id)
      .andWhere('started_at', '>=', fromMs)
      .andWhere('started_at', '<=', untilMs)
      .orderBy('started_at', 'desc')
      .limit(OPERATIONS_IN_TIMELINE);
    return rows.map(row => JSON.parse(row.operation_json));
  }

  /** What permission rules see, in the order of the ids; undefined for what is not there. */
  async readResources(
    ids: readonly string[],
  ): Promise<Array<FlinkApplicationResource | undefined>> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .select(
        'id',
        'runtime',
        'source_id',
        'confirmed_owner',
        'confirmed_environment',
      )
      .whereIn('id', ids)
      .whereNull('removed_at');
    const byId = new Map(
      rows.map(row => [
        row.id,
        {
          id: row.id,
          runtime: row.runtime as FlinkApplicationResource['runtime'],
          sourceId: row.source_id,
          owner: row.confirmed_owner ?? undefined,
          environment: row.confirmed_environment ?? undefined,
        },
      ]),
    );
    return ids.map(id => byId.get(id));
  }
}
