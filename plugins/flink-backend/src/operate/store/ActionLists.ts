import { InputError } from '@backstage/errors';
import {
  ACTION_STATUSES,
  isEnded,
  isInFlight,
  isWaiting,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../permissions/Authorizer';
import { visibleApplications } from '../../serve/fleet/fleetFilters';
import type { ActionRow } from './actionRows';
import { toStoredAction, type StoredAction } from './StoredAction';

/** Which actions are asked for. */
export interface ActionQuestion {
  readonly applicationId?: string;
  readonly visibility: Visibility;
  readonly state?: 'waiting' | 'inFlight' | 'ended';
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of actions. */
export interface ActionPage {
  readonly items: readonly StoredAction[];
  readonly nextCursor?: string;
}

const TABLE = 'flink_actions';
const OF_STATE = {
  waiting: ACTION_STATUSES.filter(isWaiting),
  inFlight: ACTION_STATUSES.filter(isInFlight),
  ended: ACTION_STATUSES.filter(isEnded),
} as const;
const CURSOR = /^(\d{1,15})\.([a-z0-9-]{1,36})$/;

/** Lists of actions, newest first; a page continues after a place in the order. */
export class ActionLists {
  constructor(private readonly knex: Knex) {}

  /** @throws InputError when the cursor is not one of ours */
  async read(question: ActionQuestion): Promise<ActionPage> {
    const { applicationId, visibility, state, limit, cursor } = question;
    const query = this.knex<ActionRow>(TABLE)
      .whereIn(
        'application_id',
        visibleApplications(this.knex, visibility).select('id'),
      )
      .orderBy('requested_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (applicationId !== undefined) {
      query.andWhere('application_id', applicationId);
    }
    if (state) {
      query.whereIn('status', [...OF_STATE[state]]);
    }
    if (cursor !== undefined) {
      const [, atMs, id] = CURSOR.exec(cursor) ?? [];
      if (!id) {
        throw new InputError('The cursor is not one of a list of actions');
      }
      query.andWhere(older =>
        older
          .where('requested_at', '<', Number(atMs))
          .orWhere(same =>
            same.where('requested_at', Number(atMs)).andWhere('id', '<', id),
          ),
      );
    }
    const rows: ActionRow[] = await query;
    const items = rows.slice(0, limit).map(toStoredAction);
    const last = items.at(-1);
    return {
      items,
      ...(rows.length > limit && last
        ? { nextCursor: `${last.requestedAtMs}.${last.id}` }
        : {}),
    };
  }

  /** Actions of one application that were asked for in a span of time, newest first. */
  async readWithin(
    applicationId: string,
    fromMs: number,
    untilMs: number,
    limit = 500,
  ): Promise<StoredAction[]> {
    const rows = await this.knex<ActionRow>(TABLE)
      .where('application_id', applicationId)
      .andWhere('requested_at', '>=', fromMs)
      .andWhere('requested_at', '<=', untilMs)
      .orderBy('requested_at', 'desc')
      .limit(limit);
    return rows.map(toStoredAction);
  }

  /** How long the newest actions of a kind that succeeded took, ms, newest first. */
  async readDurations(
    applicationId: string,
    kind: ActionKind,
    limit: number,
  ): Promise<number[]> {
    const rows = await this.knex<ActionRow>(TABLE)
      .select('sent_at', 'ended_at')
      .where({ application_id: applicationId, kind, status: 'succeeded' })
      .whereNotNull('sent_at')
      .orderBy('requested_at', 'desc')
      .limit(limit);
    return rows.map(row => Number(row.ended_at) - Number(row.sent_at));
  }
}
