import {
  ACTION_STATUSES,
  isInFlight,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { ActionLockRow, ActionRow } from './actionRows';

/** Another action has the application. */
export class ApplicationBusy extends Error {
  readonly name = 'ApplicationBusy';

  constructor(readonly actionId: string) {
    super(`The application is busy with action ${actionId}`);
  }
}

/** Statuses of actions that may be having an effect. */
export const IN_FLIGHT = ACTION_STATUSES.filter(isInFlight);

const ACTIONS = 'flink_actions';
const LOCKS = 'flink_action_locks';

/**
 * Takes an application for an action, within the transaction that makes it one in flight.
 *
 * @param supersede - the action whose place it may take. That one stays in flight and followed until this one
 * is really sent
 * @throws ApplicationBusy when another action has the application
 */
export async function lockApplication(
  trx: Knex,
  { applicationId, actionId }: { applicationId: string; actionId: string },
  atMs: number,
  supersede?: string,
): Promise<void> {
  // Of two that come at once the second waits for the first to commit, and inserts nothing.
  await trx<ActionLockRow>(LOCKS)
    .insert({
      application_id: applicationId,
      action_id: actionId,
      taken_at: atMs,
    })
    .onConflict('application_id')
    .ignore();
  const held = await trx<ActionLockRow>(LOCKS)
    .where('application_id', applicationId)
    .first();
  const holder = held?.action_id;
  if (holder === actionId) {
    return;
  }
  const mayTake =
    holder !== undefined &&
    (holder === supersede || !(await isInFlightNow(trx, holder)));
  const taken = mayTake
    ? await trx<ActionLockRow>(LOCKS)
        .where({ application_id: applicationId, action_id: holder })
        .update({ action_id: actionId, taken_at: atMs })
    : 0;
  if (taken === 0) {
    throw new ApplicationBusy(holder ?? 'unknown');
  }
}

/**
 * Gives an application back when an action ended.
 *
 * @param supersedes - the action whose place it was to take; it has the application again if it is in flight
 */
export async function unlockApplication(
  trx: Knex,
  actionId: string,
  supersedes: string | undefined,
): Promise<void> {
  if (supersedes !== undefined && (await isInFlightNow(trx, supersedes))) {
    await trx<ActionLockRow>(LOCKS)
      .where('action_id', actionId)
      .update({ action_id: supersedes });
    return;
  }
  await trx<ActionLockRow>(LOCKS).where('action_id', actionId).delete();
}

async function isInFlightNow(trx: Knex, actionId: string): Promise<boolean> {
  const row = await trx<ActionRow>(ACTIONS)
    .select('id')
    .where('id', actionId)
    .whereIn('status', IN_FLIGHT)
    .first();
  return row !== undefined;
}
