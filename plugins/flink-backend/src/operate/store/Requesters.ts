import type {
  Observation,
  Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { ActionRow } from './actionRows';

/** Says who asked for what runtimes report: they know the portal's role alone. */
export class Requesters {
  constructor(private readonly knex: Knex) {}

  /** The observations with who asked for their operations, where it was an action of the portal. One query. */
  async nameIn(observations: readonly Observation[]): Promise<Observation[]> {
    const ids = observations
      .filter(
        ({ operations }) =>
          operations.status === 'read' && operations.value.length > 0,
      )
      .map(({ application }) => application.id);
    const rows =
      ids.length === 0
        ? []
        : await this.knex<ActionRow>('flink_actions')
            .select('application_id', 'operation_id', 'requested_by')
            .whereIn('application_id', ids)
            .whereNotNull('operation_id');
    const byOperation = new Map(
      rows.map(row => [
        `${row.application_id} ${row.operation_id}`,
        row.requested_by,
      ]),
    );
    return observations.map(observation =>
      byOperation.size === 0 ? observation : named(observation, byOperation),
    );
  }
}

function named(
  observation: Observation,
  byOperation: ReadonlyMap<string, string>,
): Observation {
  const { operations, application } = observation;
  if (operations.status !== 'read') {
    return observation;
  }
  const value = operations.value.map((operation): Operation => {
    const requestedBy = byOperation.get(`${application.id} ${operation.id}`);
    return requestedBy ? { ...operation, initiatedBy: requestedBy } : operation;
  });
  return { ...observation, operations: { ...operations, value } };
}
